"""The regions a deployment serves, as reviewed data."""
