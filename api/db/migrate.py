"""Bring a database to the newest schema."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from api.db.engine import Database

_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 411200  # one advisory lock for migrations: two replicas may start at once


def alembic_config(url: str = "") -> Config:
    """Return Alembic's configuration for this project."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(database: Database) -> None:
    """Apply every migration that is missing; safe to call from several processes."""
    async with database.write() as session:
        await (await session.connection()).run_sync(_upgrade)


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[Database]:
    """Yield the database at an address, brought to the newest schema; it is closed after the block."""
    database = Database(url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def create(url: str) -> None:
    """Make a database with the schema and nothing in it."""
    async with migrated(url):
        pass


async def is_migrated(database: Database) -> bool:
    """Whether the schema exists at all."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version"))
