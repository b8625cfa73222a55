"""Closing a channel, and what all citizens are told."""
