"""What every signal of changes does, whoever feeds it."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import make_url
from tiny_library import LAW, publish, publish_library

from api.db.engine import Database
from api.records.publishing import Publisher
from api.replica.listening import PostgresSignal
from api.replica.polling import SqliteSignal
from api.replica.signal import ChangeSignal, MemorySignal, change_signal
from knowledge.clock import utc_now

LONG = 30.0
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


async def seconds_of(signal: ChangeSignal, at_most: float = LONG) -> float:
    started = perf_counter()
    await signal.wait(at_most)
    return perf_counter() - started


async def quiet(signal: ChangeSignal) -> None:
    """Wait until the signal has nothing to tell any more: it may cry wolf at first."""
    while await seconds_of(signal, 0.3) < 0.3:  # each look waits for the signal
        pass


class ChangeSignalConformance:
    """Every adapter passes these; ``signal`` is a fixture of the subclass."""

    async def test_it_waits_no_longer_than_told(self, signal: ChangeSignal) -> None:
        await quiet(signal)
        assert 0.25 <= await seconds_of(signal, 0.3) < LONG

    async def test_waking_ends_a_wait(self, signal: ChangeSignal) -> None:
        await quiet(signal)
        waiting = asyncio.create_task(seconds_of(signal))
        await asyncio.sleep(0)
        signal.wake()
        assert await waiting < LONG

    async def test_what_happens_between_two_waits_is_not_missed(self, signal: ChangeSignal) -> None:
        await quiet(signal)
        signal.wake()
        signal.wake()
        assert await seconds_of(signal) < LONG
        assert await seconds_of(signal, 0.2) >= 0.15, "two changes, one look"

    async def test_a_closed_signal_keeps_nobody(self, signal: ChangeSignal) -> None:
        waiting = asyncio.create_task(seconds_of(signal))
        await asyncio.sleep(0)
        await signal.close()
        assert await waiting < LONG
        assert await seconds_of(signal) < LONG
        await signal.close()

    async def test_one_that_nobody_waited_for_is_closed(self, signal: ChangeSignal) -> None:
        await signal.close()


class TestMemorySignal(ChangeSignalConformance):
    @pytest.fixture
    def signal(self) -> MemorySignal:
        return MemorySignal()


class TestSignalOfTheDatabase(ChangeSignalConformance):
    @pytest_asyncio.fixture
    async def signal(self, database: Database) -> AsyncIterator[ChangeSignal]:
        signal = change_signal(database)
        yield signal
        await signal.close()

    async def test_a_publication_ends_the_wait(self, signal: ChangeSignal, database: Database) -> None:
        await publish(database, "law", LAW)
        await quiet(signal)
        for _ in range(2):
            waiting = asyncio.create_task(seconds_of(signal))
            await publish(database, "law", LAW)
            assert await waiting < LONG

    async def test_each_database_has_its_own_adapter(self, signal: ChangeSignal, database: Database) -> None:
        assert isinstance(signal, PostgresSignal if database.is_postgres else SqliteSignal)


async def test_a_broken_connection_is_opened_again(database: Database, database_url: str) -> None:
    if not database.is_postgres:
        pytest.skip("SQLite has no connection to break")
    signal = PostgresSignal(database.engine.url, again=0.05)
    try:
        await quiet(signal)
        with psycopg.connect(make_url(database_url).render_as_string(hide_password=False), autocommit=True) as other:
            ended = other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'yihaoda listening' AND datname = current_database()"
            ).fetchall()
        assert ended == [(True,)]
        assert await seconds_of(signal) < LONG, "connected again, it looks once"
        await quiet(signal)
        waiting = asyncio.create_task(seconds_of(signal))
        await publish(database, "law", LAW)
        assert await waiting < LONG
    finally:
        await signal.close()


async def test_a_server_that_is_not_there_only_means_looking_by_oneself() -> None:
    signal = PostgresSignal(make_url("postgresql://nobody@127.0.0.1:9/nothing"), again=0.05)
    assert 0.25 <= await seconds_of(signal, 0.3) < LONG
    await signal.close()


async def test_nothing_is_published_to_who_rolls_back(database: Database) -> None:
    if not database.is_postgres:
        pytest.skip("SQLite counts a rolled back transaction as nothing")
    await publish_library(database)
    signal = change_signal(database)
    await quiet(signal)
    with pytest.raises(ZeroDivisionError):
        await publish_and_fail(database)
    assert await seconds_of(signal, 0.3) >= 0.25
    await signal.close()


async def publish_and_fail(database: Database) -> None:
    async with database.write() as session:
        await Publisher(session, utc_now).withdraw("law")
        raise ZeroDivisionError
