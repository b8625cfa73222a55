"""The database and the service, opened for the length of a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.db.engine import Database
from api.db.migrate import migrate
from api.settings import Settings


@asynccontextmanager
async def opened_database() -> AsyncIterator[Database]:
    """Yield the database of the settings, migrated."""
    database = Database(Settings().resolved_database_url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()
