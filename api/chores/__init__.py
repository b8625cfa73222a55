"""Recurring work of the service: each chore runs in one replica at a time."""
