"""The database and the service, opened for the length of a command."""

from contextlib import AbstractAsyncContextManager

from api.db.engine import Database
from api.db.migrate import migrated
from api.settings import Settings


def opened_database() -> AbstractAsyncContextManager[Database]:
    """Yield the database of the settings, migrated."""
    return migrated(Settings().resolved_database_url)
