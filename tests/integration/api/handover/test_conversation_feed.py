"""What persons say, told to citizens as it is committed, on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fastapi.sse import ServerSentEvent
from waiting_desk import Desk

from api.conversations.mode import Mode
from api.handover.events import events_of, message_id
from api.handover.feed import ConversationFeed
from api.handover.repository import CHANNEL, HandoverRepository
from api.handover.states import Author, CloseReason
from api.replica.signals import change_signal

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
PATIENCE = 20


@pytest_asyncio.fixture
async def feed(desk: Desk) -> AsyncIterator[ConversationFeed]:
    feed = ConversationFeed(desk.database, change_signal(desk.database, channel=CHANNEL))
    running = asyncio.create_task(feed.run())
    yield feed
    await feed.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def heard(events: AsyncIterator[ServerSentEvent], count: int) -> list[ServerSentEvent]:
    async with asyncio.timeout(PATIENCE):
        return [await anext(events) for _ in range(count)]


def told(event: ServerSentEvent) -> str:
    return str(event.data.get("text") or event.data["mode"])


async def test_words_and_modes_come_as_they_are_said(desk: Desk, feed: ConversationFeed) -> None:
    name = await desk.left()
    events = events_of(feed, name, Mode.WAITING, 0)
    first = await heard(events, 2)
    await desk.handover.take(name, "王芳")
    taken = await heard(events, 2)
    await desk.handover.say(name, "王芳", "您好")
    rest = await heard(events, 1)
    await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
    rest += await heard(events, 2)
    await events.aclose()
    assert [event.event for event in first + taken + rest] == [
        "mode", "message", "message", "mode", "message", "message", "mode",
    ]  # fmt: skip
    assert [told(event) for event in (first[0], taken[1], rest[0], rest[2])] == ["waiting", "person", "您好", "bot"]
    ids = [int(event.id) for event in first + taken + rest if event.id]
    assert ids == sorted(set(ids))
    assert set(rest[0].data) == {"id", "author", "text", "at"}  # not the name of who wrote it


async def test_who_comes_again_hears_what_was_said_meanwhile_and_nothing_twice(
    desk: Desk, feed: ConversationFeed
) -> None:
    name = await desk.left()
    await desk.handover.take(name, "王芳")
    events = events_of(feed, name, Mode.PERSON, 0)
    last = (await heard(events, 3))[-1]
    await events.aclose()
    for number in range(3):
        await desk.handover.say(name, "王芳", f"第{number}句")
    again = events_of(feed, name, Mode.PERSON, message_id(last.id or ""))
    assert [told(event) for event in await heard(again, 4)] == ["person", "第0句", "第1句", "第2句"]
    await again.aclose()


async def test_nobody_hears_what_is_said_to_others(desk: Desk, feed: ConversationFeed) -> None:
    names = [await desk.left() for _ in range(4)]
    streams = [events_of(feed, name, Mode.WAITING, 0) for name in names]
    for stream in streams:
        await heard(stream, 2)
    for name in names:
        await desk.handover.take(name, "王芳")
    await asyncio.gather(*(desk.handover.say(name, "王芳", f"{name} {n}") for n in range(5) for name in names))
    for name, stream in zip(names, streams, strict=True):
        words = [told(event) for event in await heard(stream, 7)][2:]
        assert sorted(words) == [f"{name} {n}" for n in range(5)]
        await stream.aclose()


async def test_who_is_far_behind_has_to_come_again(desk: Desk, feed: ConversationFeed) -> None:
    name = await desk.left()
    async with feed.following(name) as queue:
        async with desk.database.write() as session:
            records = HandoverRepository(session, desk.clock)
            for number in range(queue.maxsize + 1):
                await records.add_message(name, Author.SYSTEM, str(number))
        async with asyncio.timeout(PATIENCE):
            assert await queue.get() is None


async def test_streams_end_with_the_feed(desk: Desk, feed: ConversationFeed) -> None:
    name = await desk.left()
    events = events_of(feed, name, Mode.WAITING, 0)
    await heard(events, 2)
    await feed.close()
    async with asyncio.timeout(PATIENCE):
        assert [event async for event in events] == []


@pytest.mark.parametrize(
    ("said", "after"),
    [("", 0), ("12", 12), ("-1", 0), ("1.5", 0), ("九", 0), ("１２", 0), ("9" * 19, 0), ("x", 0)],
)
async def test_last_event_id(said: str, after: int) -> None:
    assert message_id(said) == after
