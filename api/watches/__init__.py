"""Watched sites: list pages and feeds, looked at politely; what changed becomes a draft."""
