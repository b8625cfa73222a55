import asyncio

import pytest
from sqlalchemy import text

from api.db.engine import Database

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

INSERT = text("INSERT INTO embeddings (model, text_hash, vector) VALUES ('m', :key, '')")
COUNT = text("SELECT count(*) FROM embeddings")


async def _count(database: Database) -> int:
    async with database.read() as session:
        return int((await session.execute(COUNT)).scalar_one())


async def _insert(database: Database, key: str) -> None:
    async with database.write() as session:
        await session.execute(INSERT, {"key": key})


async def test_a_block_that_ends_well_is_committed(database: Database) -> None:
    await _insert(database, "a")
    assert await _count(database) == 1


async def _insert_and_fail(database: Database) -> None:
    async with database.write() as session:
        await session.execute(INSERT, {"key": "a"})
        raise ZeroDivisionError


async def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _insert_and_fail(database)
    assert await _count(database) == 0


async def test_writers_wait_for_each_other(database: Database) -> None:
    await asyncio.gather(*(_insert(database, str(n)) for n in range(20)))
    assert await _count(database) == 20


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.write() as session:
        await session.execute(INSERT, {"key": "a"})
        assert await asyncio.wait_for(_count(database), timeout=5) == 0


async def test_ping(database: Database) -> None:
    await database.ping()
