"""What a page of the desk, and the wall, are told live."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from time import monotonic

from fastapi.sse import ServerSentEvent

from api.presence.rules import presence_rules
from api.wall.board import Board
from api.wall.feed import DeskFeed, Follower, Tick
from api.wall.look import DeskEvent, DeskEventName

_WALL_SECONDS = 5.0  # times go on though nothing happens


async def desk_events(feed: DeskFeed, username: str, after: int) -> AsyncIterator[ServerSentEvent]:
    """Yield how the queue stands, what was said after a message, and then what happens.

    The stream ends now and then, so that whoever comes again has to show that they may.
    """
    async with feed.following(username) as follower:
        newest = follower.since.newest_message
        yield _event(follower.since.of(username, is_open=feed.looking.is_open), newest)
        if after:
            for number, conversation_id in await feed.looking.messages_after(after):
                newest = max(newest, number)
                data = {"conversation_id": conversation_id, "id": number}
                yield _event(DeskEvent(DeskEventName.MESSAGE, data), number)
        async for tick in _ticks(follower):
            for event in _news(tick, username, newest, is_open=feed.looking.is_open):
                yield event
            newest = max(newest, tick.look.newest_message)


async def wall_events(feed: DeskFeed, board: Board) -> AsyncIterator[ServerSentEvent]:
    """Yield the wall whenever it changes."""
    async with feed.following("", present=False) as follower:
        told = None
        ending = monotonic() + presence_rules().stream_seconds
        while monotonic() < ending:
            figures = await board.now()
            if told is None or figures.model_copy(update={"at": told.at}) != told:
                told = figures
                data = figures.model_dump(mode="json")
                yield ServerSentEvent(event=DeskEventName.WALL, data=data)
            with suppress(TimeoutError):
                if await asyncio.wait_for(follower.ticks.get(), _WALL_SECONDS) is None:
                    return


async def _ticks(follower: Follower) -> AsyncIterator[Tick]:
    """Yield ticks until the feed ends, or the time of a stream is over."""
    ending = monotonic() + presence_rules().stream_seconds
    with suppress(TimeoutError):
        while (tick := await asyncio.wait_for(follower.ticks.get(), max(ending - monotonic(), 0))) is not None:
            yield tick


def _news(tick: Tick, username: str, after: int, *, is_open: bool) -> list[ServerSentEvent]:
    """Return what is new to who saw the messages up to ``after``."""
    number = tick.look.newest_message
    told = [event for event in tick.events if not _is_old(event, after)]
    if tick.queue_moved:
        told.insert(0, tick.look.of(username, is_open=is_open))
    return [_event(event, number) for event in told]


def _is_old(event: DeskEvent, after: int) -> bool:
    return event.name is DeskEventName.MESSAGE and 0 < event.data["id"] <= after


def _event(event: DeskEvent, number: int) -> ServerSentEvent:
    return ServerSentEvent(event=event.name, id=str(number), data=dict(event.data))
