"""What arrives is stored once, together with what arrives beside it, whatever it is."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from api.channels.port import Incoming, IncomingKind
from api.db.engine import Database
from api.inbox.receipts import Receipts
from api.inbox.repository import IncomingRepository, ReceiptState
from knowledge.clock import utc_now
from knowledge.errors import InvalidInput, Unavailable
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

FIRST = Incoming("wechat", "m1", "citizen", MovingClock().now, IncomingKind.TEXT, "高龄津贴怎么领")
HOSTILE = (
    "",
    "问" * 100_000,
    "\x00\x01\x1b[31m]]>",
    "😀👨‍👩‍👧‍👦🏽",
    "ＡＢＣ１２３",
    "\ud800",
    "中文".encode("gb18030").decode("latin-1"),
)


def message(number: int, sender: str = "citizen") -> Incoming:
    return replace(FIRST, key=f"m{number}", sender=sender)


async def stored(database: Database) -> list[str]:
    async with database.read() as session:
        return list(await session.scalars(text("SELECT key FROM incoming_messages ORDER BY received_at")))


async def test_the_same_message_is_new_once(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    receipts = [await inbox.add(FIRST), *await asyncio.gather(*(inbox.add(FIRST) for _ in range(5)))]
    assert [receipt.is_new for receipt in receipts] == [True, *[False] * 5]
    assert {receipt.state for receipt in receipts} == {ReceiptState.RECEIVED}


async def test_of_many_at_once_one_is_new(database: Database) -> None:
    inboxes = [Receipts(database, utc_now, f"p{number}") for number in range(4)]
    keys = [message(number) for number in range(30)]
    orders = [keys, keys[::-1], keys[10:] + keys[:10], keys[::2] + keys[1::2]]
    added = [inbox.add(each) for inbox, order in zip(inboxes, orders, strict=True) for each in order]
    receipts = await asyncio.gather(*added)
    assert sum(receipt.is_new for receipt in receipts) == len(keys)
    assert sorted(await stored(database)) == sorted(each.key for each in keys)


async def test_the_order_of_arrival_is_kept(database: Database) -> None:
    inbox = Receipts(database, MovingClock(), "p1")
    numbers = [3, 1, 2, *range(10, 40)]
    await asyncio.gather(*(inbox.add(message(number)) for number in numbers))
    assert await stored(database) == [f"m{number}" for number in numbers]


async def test_those_who_come_together_share_a_transaction(database: Database) -> None:
    commits: list[int] = []
    event.listen(database.engine.sync_engine, "commit", lambda _: commits.append(1))
    inbox = Receipts(database, utc_now, "p1")
    await asyncio.gather(*(inbox.add(message(number)) for number in range(100)))
    assert len(commits) <= 2


async def test_what_is_known_of_one_that_is_done(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    await inbox.add(FIRST)
    async with database.write() as session:
        await inbox.done(FIRST, session, turn_id="t1")
        await inbox.done(FIRST, session, turn_id="t2")
    again = await inbox.add(FIRST)
    assert (again.is_new, again.state, again.turn_id) == (False, ReceiptState.DONE, "t1")


async def test_a_rolled_back_done_leaves_it_open(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    await inbox.add(FIRST)
    async with database.read() as session:  # never commits
        await inbox.done(FIRST, session, turn_id="t1")
    assert (await inbox.add(FIRST)).state is ReceiptState.RECEIVED


@pytest.mark.parametrize("words", HOSTILE, ids=[ascii(words)[:20] for words in HOSTILE])
async def test_any_words_are_kept_as_they_came(database: Database, words: str) -> None:
    clock = MovingClock()
    inbox = Receipts(database, clock, "p1")
    hostile = replace(FIRST, text=words, media_id=words[:500], details={"label": words[:500]})
    await inbox.add(hostile)
    clock.move(seconds=20)
    async with database.write() as session:
        [claimed] = await IncomingRepository(session, clock).claim(["wechat"], 9, "p2", clock())
    assert claimed.incoming == hostile


@pytest.mark.parametrize("name", ["", "a" * 129, "a\x00b", "a\nb", "\ud800"], ids=ascii)
async def test_a_name_that_is_none_is_refused_alone(database: Database, name: str) -> None:
    inbox = Receipts(database, utc_now, "p1")
    results = await asyncio.gather(
        inbox.add(replace(FIRST, key=name)),
        inbox.add(replace(FIRST, sender=name)),
        inbox.add(FIRST),
        return_exceptions=True,
    )
    assert [type(result) for result in results[:2]] == [InvalidInput, InvalidInput]
    assert await stored(database) == [FIRST.key]


async def test_who_gives_up_waiting_harms_nobody(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    impatient = asyncio.create_task(inbox.add(message(1)))
    patient = asyncio.create_task(inbox.add(message(2)))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).is_new
    assert await stored(database) == ["m1", "m2"]


async def test_what_cannot_be_stored_is_said(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    async with database.write() as session:
        await session.execute(text("ALTER TABLE incoming_messages RENAME TO elsewhere"))
    try:
        with pytest.raises(Unavailable):
            await inbox.add(FIRST)
    finally:
        async with database.write() as session:
            await session.execute(text("ALTER TABLE elsewhere RENAME TO incoming_messages"))
    assert (await inbox.add(FIRST)).is_new


async def test_a_second_message_waits_for_the_first(database: Database) -> None:
    inbox = Receipts(database, utc_now, "p1")
    first, second, other = message(1), message(2), message(3, "somebody else")
    for each in (first, second, other):
        await inbox.add(each)
    assert await inbox.wait_turn(first)
    assert await inbox.wait_turn(other)
    waiting = asyncio.create_task(inbox.wait_turn(second))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    async with database.write() as session:
        await inbox.done(first, session)
    assert await waiting


async def test_one_that_waits_too_long_is_left_to_the_workers(database: Database) -> None:
    clock = MovingClock()
    inbox = Receipts(database, clock, "p1")
    first, second = message(1), message(2)
    await inbox.add(first)
    await inbox.add(second)
    waiting = asyncio.create_task(inbox.wait_turn(second))
    await asyncio.sleep(0.1)
    clock.move(seconds=6)
    assert not await waiting
    async with database.write() as session:
        await inbox.done(first, session)
        claimed = await IncomingRepository(session, clock).claim(["wechat"], 9, "worker", clock.now.replace(year=2030))
    assert [each.incoming.key for each in claimed] == ["m2"]
    await inbox.release(second)
    async with database.read() as session:
        assert not await IncomingRepository(session, clock).any_due(["wechat"]), "it is the worker's now"
