"""A follower that asks for "what came after n" must never miss a line, however many publish at once."""

import asyncio
from dataclasses import replace

import pytest

from api.db.engine import Database
from api.records.change_log import Change, changes_after, last_sequence
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from tests.contents import DOCUMENT, clock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

PUBLISHERS = 20


async def publish(database: Database, entry_id: str, *, pause: float = 0.0) -> int:
    async with database.write() as session:
        content = replace(DOCUMENT, title=f"办法{entry_id}", document_number="")
        await RecordRepository(session, clock).add_revision(entry_id, content, author="甲", reason="")
        sequence = await Publisher(session, clock).publish(entry_id)
        await asyncio.sleep(pause)  # between the number and the commit: where a line could be overtaken
    return sequence


async def follow(database: Database, wanted: int) -> list[Change]:
    seen: list[Change] = []
    while len(seen) < wanted:
        async with database.read() as session:
            seen += await changes_after(session, seen[-1].sequence if seen else 0, limit=7)
        await asyncio.sleep(0.001)
    return seen


async def test_a_follower_misses_nothing(database: Database) -> None:
    follower = asyncio.create_task(follow(database, PUBLISHERS))
    pauses = [0.02 if n % 3 == 0 else 0.0 for n in range(PUBLISHERS)]
    numbers = await asyncio.gather(*(publish(database, f"e{n}", pause=pause) for n, pause in enumerate(pauses)))
    seen = await asyncio.wait_for(follower, timeout=30)
    assert sorted(numbers) == [change.sequence for change in seen]
    assert {change.entry_id: change.sequence for change in seen} == {f"e{n}": s for n, s in enumerate(numbers)}


async def test_publishing_the_same_entry_from_many_sides(database: Database) -> None:
    await publish(database, "e")
    await asyncio.gather(*(publish(database, "e") for _ in range(8)), *(republish(database, "e") for _ in range(8)))
    async with database.read() as session:
        assert len(await changes_after(session, 0)) == 17


async def republish(database: Database, entry_id: str) -> None:
    async with database.write() as session:
        await Publisher(session, clock).publish(entry_id)


async def test_a_rolled_back_number_is_no_obstacle(database: Database) -> None:
    first = await publish(database, "a")
    with pytest.raises(ZeroDivisionError):
        await publish_and_fail(database)
    second = await publish(database, "c")
    async with database.read() as session:
        assert [change.entry_id for change in await changes_after(session, 0)] == ["a", "c"]
        assert await last_sequence(session) == second > first


async def publish_and_fail(database: Database) -> None:
    async with database.write() as session:
        await RecordRepository(session, clock).add_revision("b", DOCUMENT, author="甲", reason="")
        await Publisher(session, clock).publish("b")
        raise ZeroDivisionError


async def test_an_empty_log(database: Database) -> None:
    async with database.read() as session:
        assert await last_sequence(session) == 0
        assert await changes_after(session, 0) == []
