from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from api.db.engine import Database
from api.db.migrate import alembic_config, is_migrated, migrate
from api.db.schema import METADATA

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


@pytest_asyncio.fixture
async def empty(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    yield database
    await database.close()


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _downgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def _is_declared(_object: object, name: str | None, kind: str, reflected: bool, _compared: object) -> bool:
    """Whether a thing can be declared as a table or an index at all: the text search of the database cannot."""
    return not (reflected and str(name).startswith("catalogue_words"))


def _drift(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_object": _is_declared}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, METADATA))


async def _tables_of(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return await connection.run_sync(_tables)


async def test_up_down_and_up_again(empty: Database) -> None:
    assert not await is_migrated(empty)
    await migrate(empty)
    assert await is_migrated(empty)
    assert await _tables_of(empty) >= METADATA.tables.keys()
    async with empty.write() as session:
        await (await session.connection()).run_sync(_downgrade)
    assert await _tables_of(empty) <= {"alembic_version", "sqlite_sequence"}
    await migrate(empty)
    assert await _tables_of(empty) >= METADATA.tables.keys()


async def test_migrating_twice_changes_nothing(empty: Database) -> None:
    await migrate(empty)
    before = await _tables_of(empty)
    await migrate(empty)
    assert await _tables_of(empty) == before


async def test_migrations_and_tables_agree(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_drift) == []
