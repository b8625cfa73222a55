"""The command line ``yihaoda``."""
