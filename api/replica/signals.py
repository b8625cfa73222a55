"""Which signal of changes goes with a database."""

from api.db.engine import Database
from api.replica.listening import PostgresSignal
from api.replica.polling import SqliteSignal
from api.replica.signal import ChangeSignal


def change_signal(database: Database) -> ChangeSignal:
    """Return the signal for this database; it starts at the first wait."""
    return PostgresSignal(database.engine.url) if database.is_postgres else SqliteSignal(database.engine.url)
