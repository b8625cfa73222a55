"""Database: engine, sessions, migrations."""
