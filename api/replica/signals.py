"""Which signal of changes goes with a database."""

from api.db.engine import Database
from api.records.change_log import CHANNEL
from api.replica.listening import PostgresSignal
from api.replica.polling import SqliteSignal
from api.replica.signal import ChangeSignal


def change_signal(database: Database, *, channel: str = CHANNEL) -> ChangeSignal:
    """Return the signal for this database; it starts at the first wait. ``channel`` is what PostgreSQL is told of."""
    if database.is_postgres:
        return PostgresSignal(database.engine.url, channel=channel)
    return SqliteSignal(database.engine.url)
