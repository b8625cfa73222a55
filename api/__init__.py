"""The service: channels, staff consoles, records."""
