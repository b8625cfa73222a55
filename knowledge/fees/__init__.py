"""Fees whose arithmetic is laid down in a rule."""
