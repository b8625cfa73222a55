"""What is put into the outbox, given into replies, confirmed, and given again."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from api.channels.port import Outgoing, OutgoingKind, Rendered
from api.db.engine import Database
from api.outbox.outbox import Outbox
from api.outbox.repository import OutgoingRepository
from api.outbox.states import OutgoingState
from api.outbox.tables import OutgoingRow
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

CHANNEL = "memory"


def message(key: str, recipient: str = "citizen", words: str = "") -> Outgoing:
    text = words or f"答复{key}"
    return Outgoing(key, CHANNEL, recipient, OutgoingKind.ANSWER, Rendered(text, {"text": text}), "c1")


class Desk:
    """An outbox over a database, with a clock to move."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovingClock()
        self.outbox = Outbox(database, self.clock)

    async def put(self, *messages: Outgoing) -> None:
        async with self.database.write() as session:
            await self.outbox.enqueue(session, messages)

    async def offer(self, *keys: str) -> list[str]:
        async with self.database.write() as session:
            return [each.key for each in await self.outbox.offer(session, keys)]

    async def claim(self, limit: int = 9) -> list[str]:
        """Take what is due, as a dispatcher does that dies at once."""
        async with self.database.write() as session:
            repository = OutgoingRepository(session, self.clock)
            held = await repository.claim(CHANNEL, limit, "dead", self.clock())
        return [each.message.key for each in held]

    async def states(self) -> dict[str, OutgoingState]:
        async with self.database.read() as session:
            rows = await session.scalars(select(OutgoingRow).order_by(OutgoingRow.sequence))
            return {row.key: OutgoingState(row.state) for row in rows}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_key_is_stored_once_and_the_first_words_stay(desk: Desk) -> None:
    await desk.put(message("a/0"), message("a/1"))
    await desk.put(message("a/0", words="改过的话"), message("a/2"), message("a/2"))
    async with desk.database.read() as session:
        pending = await desk.outbox.pending(session, CHANNEL, "citizen")
    assert pending == [message("a/0"), message("a/1"), message("a/2")]


async def test_nothing_is_stored_of_a_transaction_that_fails(desk: Desk) -> None:
    async with desk.database.read() as session:  # never commits
        await desk.outbox.enqueue(session, [message("a/0")])
    assert await desk.states() == {}


@pytest.mark.parametrize("words", ["\x00 和 \x07", "\ud800", "😀" * 50_000, "]]>", " "], ids=ascii)
async def test_any_words_are_stored(desk: Desk, words: str) -> None:
    await desk.put(message("a/0", words=words))
    async with desk.database.read() as session:
        [stored] = await desk.outbox.pending(session, CHANNEL, "citizen")
    assert stored.message.body == {"text": words}
    assert "\0" not in stored.message.text


async def test_an_offered_message_is_not_sent_until_its_time_is_over(desk: Desk) -> None:
    await desk.put(message("a/0"), message("a/1"))
    assert await desk.offer("a/0") == ["a/0"]
    assert await desk.claim() == [], "the second part waits behind the first"
    desk.clock.move(seconds=24)
    assert await desk.claim() == []
    desk.clock.move(seconds=2)
    assert await desk.claim() == ["a/0"]


async def test_a_reply_that_could_not_leave_is_withdrawn(desk: Desk) -> None:
    await desk.put(message("a/0"), message("b/0", "somebody else"))
    await desk.offer("a/0", "b/0")
    await desk.outbox.confirm(["b/0"])
    await desk.outbox.take_back(["a/0", "b/0"])
    assert await desk.claim() == ["a/0"]


async def test_a_confirmed_message_is_delivered_and_lets_the_next_go(desk: Desk) -> None:
    await desk.put(message("a/0"), message("a/1"))
    await desk.offer("a/0")
    await desk.outbox.confirm(["a/0"])
    await desk.outbox.confirm(["a/0"])
    assert await desk.states() == {"a/0": "delivered", "a/1": "waiting"}
    assert await desk.claim() == ["a/1"]


async def test_a_repeated_request_gets_the_same_again(desk: Desk) -> None:
    await desk.put(message("a/0"))
    assert await desk.offer("a/0") == ["a/0"]
    assert await desk.offer("a/0") == ["a/0"], "the first reply never left"
    await desk.outbox.confirm(["a/0"])
    assert await desk.offer("a/0") == ["a/0"], "the first reply was lost on its way"
    assert await desk.states() == {"a/0": "offered"}
    desk.clock.move(seconds=26)
    assert await desk.claim() == ["a/0"]


async def test_what_was_sent_actively_is_not_given_into_a_reply(desk: Desk) -> None:
    await desk.put(message("a/0"))
    async with desk.database.write() as session:
        repository = OutgoingRepository(session, desk.clock)
        await repository.claim(CHANNEL, 1, "p", desk.clock.now.replace(year=2030))
    assert await desk.offer("a/0") == [], "it is being sent"
    await desk.outbox.confirm(["a/0"])
    assert await desk.states() == {"a/0": "waiting"}


async def test_no_message_overtakes_another_into_a_reply(desk: Desk) -> None:
    await desk.put(message("a/0"), message("a/1"), message("b/0"), message("c/0", "somebody else"))
    assert await desk.offer("b/0") == []
    assert await desk.offer("a/1") == []
    assert await desk.offer("a/0", "b/0") == ["a/0"]
    assert await desk.offer("a/0", "a/1", "b/0") == ["a/0", "a/1", "b/0"]
    assert await desk.offer("c/0", "unknown") == ["c/0"]


async def test_what_is_deferred_waits_for_the_citizen(desk: Desk) -> None:
    await desk.put(message("a/0"), message("a/1"))
    async with desk.database.write() as session:
        row = (await OutgoingRepository(session, desk.clock).with_keys(["a/0"]))[0]
        row.state = OutgoingState.DEFERRED
    desk.clock.move(days=3)
    assert await desk.claim() == []
    async with desk.database.write() as session:
        await desk.outbox.release(session, CHANNEL, "somebody else")
    assert await desk.claim() == []
    async with desk.database.write() as session:
        await desk.outbox.release(session, CHANNEL, "citizen")
    assert await desk.claim() == ["a/0"]


async def test_what_is_deferred_goes_into_the_next_reply(desk: Desk) -> None:
    await desk.put(message("a/0"))
    async with desk.database.write() as session:
        row = (await OutgoingRepository(session, desk.clock).with_keys(["a/0"]))[0]
        row.state = OutgoingState.DEFERRED
    await desk.put(message("b/0"))
    assert await desk.offer("a/0", "b/0") == ["a/0", "b/0"]


async def test_due_later(desk: Desk) -> None:
    async with desk.database.write() as session:
        later = desk.clock.now.replace(hour=9)
        await desk.outbox.enqueue(session, [message("a/0")], due_at=later)
        await desk.outbox.enqueue(session, [replace(message("b/0"), channel="elsewhere")])
    assert await desk.claim() == []
    desk.clock.move(hours=8)
    assert await desk.claim() == ["a/0"]
