"""What staff are told live, and the wall, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from fastapi.sse import ServerSentEvent

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.handover.post import NoPost
from api.handover.repository import CHANNEL
from api.handover.rules import handover_rules
from api.handover.service import Handover, Wish
from api.handover.states import CloseReason
from api.hotline.port import CallState, Speaker
from api.hotline.tables import CallPieceRow, CallRow
from api.presence.service import DeskPresence
from api.presence.states import PresenceState
from api.replica.signals import change_signal
from api.sealing import Sealer
from api.wall.board import Board
from api.wall.events import desk_events, wall_events
from api.wall.feed import DeskFeed
from api.wall.look import DeskEventName
from api.wall.looking import Looking
from knowledge.clock import new_id

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
PATIENCE = 20


class Desk:
    """The desk on a clock that is moved by hand."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = datetime(2026, 11, 26, 4, tzinfo=UTC)
        self.handover = Handover(database, self.clock, new_id, Sealer(b"k" * 32), handover_rules(), NoPost())
        self.presence = DeskPresence(database, self.clock)
        self.looking = Looking(database, self.clock, handover_rules())
        signal = change_signal(database, channel=CHANNEL)
        self.feed = DeskFeed(self.looking, self.presence, signal)
        self.board = Board(database, self.clock)

    def clock(self) -> datetime:
        return self.now

    async def left(self) -> str:
        name = new_id()
        async with self.database.write() as session:
            records = ConversationRepository(session, self.clock)
            found = await records.start(name, "web", "411200")
            await records.add_turn(new_id(), found, "公积金能提几次")
        await self.handover.request(Wish(name))
        return name

    async def ask(self, name: str) -> None:
        async with self.database.write() as session:
            records = ConversationRepository(session, self.clock)
            found = await records.find(name)
            assert found
            await records.add_turn(new_id(), found, "还有呢")

    async def account(self, username: str) -> None:
        async with self.database.write() as session:
            session.add(
                AccountRow(
                    username=username, display_name=username, role=Role.OPERATOR, password_hash="", password_history=[],
                    password_changed_at=self.now, must_change_password=False, disabled=False, created_at=self.now,
                    departments=[], regions=[],
                )
            )  # fmt: skip

    async def call(self, conversation_id: str, state: CallState = CallState.RINGING) -> str:
        call_id = new_id()
        async with self.database.write() as session:
            session.add(
                CallRow(
                    id=call_id, source="hotline", external_id=call_id, conversation_id=conversation_id, caller="",
                    caller_masked="", operator="", state=state, started_at=self.now, ended_by="",
                )
            )  # fmt: skip
        return call_id

    async def piece(self, call_id: str) -> None:
        async with self.database.write() as session:
            session.add(CallPieceRow(call_id=call_id, key=new_id(), speaker=Speaker.CITIZEN, text="喂", at=self.now))


@pytest_asyncio.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    desk = Desk(database)
    running = asyncio.create_task(desk.feed.run())
    yield desk
    await desk.feed.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def until(events: AsyncIterator[ServerSentEvent], name: DeskEventName) -> ServerSentEvent:
    async with asyncio.timeout(PATIENCE):
        async for event in events:
            if event.event == name:
                return event
    raise AssertionError(name)


async def heard(events: AsyncIterator[ServerSentEvent], name: DeskEventName, count: int) -> list[ServerSentEvent]:
    return [await until(events, name) for _ in range(count)]


async def test_the_queue_comes_first_and_whenever_it_moves(desk: Desk) -> None:
    first = await desk.left()
    mine, others = desk_events(desk.feed, "王芳", 0), desk_events(desk.feed, "李静", 0)
    seen = [(await until(events, DeskEventName.QUEUE)).data for events in (mine, others)]
    assert seen[0] == {"waiting": 1, "mine": 0, "open": True, "positions": {first: 1}} == seen[1]
    await desk.handover.take(first, "王芳")
    after = [(await until(events, DeskEventName.QUEUE)).data for events in (mine, others)]
    assert [(one["waiting"], one["mine"]) for one in after] == [(0, 1), (0, 0)]
    await mine.aclose()
    await others.aclose()


async def test_messages_of_both_sides_are_told_and_no_words(desk: Desk) -> None:
    name = await desk.left()
    await desk.handover.take(name, "王芳")
    events = desk_events(desk.feed, "王芳", 0)
    await until(events, DeskEventName.QUEUE)
    row = await desk.handover.say(name, "王芳", "您好")
    told = await until(events, DeskEventName.MESSAGE)
    assert (told.data, told.id) == ({"conversation_id": name, "id": row.id}, str(row.id))
    await desk.ask(name)
    assert (await until(events, DeskEventName.MESSAGE)).data == {"conversation_id": name, "id": 0}
    await events.aclose()


async def test_who_comes_again_is_told_what_was_missed_once(desk: Desk) -> None:
    name = await desk.left()
    await desk.handover.take(name, "王芳")
    first = await desk.handover.say(name, "王芳", "第一句")
    missed = [await desk.handover.say(name, "王芳", f"第{number}句") for number in range(3)]
    events = desk_events(desk.feed, "王芳", first.id)
    told = [event.data["id"] for event in await heard(events, DeskEventName.MESSAGE, 3)]
    later = await desk.handover.say(name, "王芳", "后来")
    told += [event.data["id"] for event in await heard(events, DeskEventName.MESSAGE, 1)]
    await events.aclose()
    assert told == [*(row.id for row in missed), later.id]


async def test_calls_are_told_as_they_ring_and_speak(desk: Desk) -> None:
    name = await desk.left()
    events = desk_events(desk.feed, "王芳", 0)
    await until(events, DeskEventName.QUEUE)
    call_id = await desk.call(name)
    assert (await until(events, DeskEventName.CALL)).data == {"call_id": call_id}
    await desk.piece(call_id)
    assert (await until(events, DeskEventName.CALL)).data == {"call_id": call_id}
    await events.aclose()


async def test_presence_is_told_and_the_open_desk_counts_as_being_there(desk: Desk) -> None:
    events = desk_events(desk.feed, "王芳", 0)
    await until(events, DeskEventName.QUEUE)
    assert (await desk.presence.of("王芳")).state is PresenceState.AVAILABLE
    await desk.presence.put("李静", PresenceState.BUSY, "开会")
    told = await until(events, DeskEventName.PRESENCE)
    assert told.data == {"username": "李静", "state": "busy", "comment": "开会"}
    desk.now += timedelta(seconds=61)
    told = await until(events, DeskEventName.PRESENCE)
    assert told.data["state"] == "away"
    await events.aclose()


async def test_what_somebody_said_of_themselves_outlasts_a_broken_connection(desk: Desk) -> None:
    await desk.presence.put("王芳", PresenceState.BUSY, "")
    desk.now += timedelta(minutes=5)
    assert (await desk.presence.of("王芳")).state is PresenceState.AWAY
    await desk.presence.greet("王芳")
    found = await desk.presence.of("王芳")
    assert (found.state, found.since) == (PresenceState.BUSY, desk.now)
    assert (await desk.presence.of("nobody")).state is PresenceState.AWAY


async def test_the_oldest_of_too_many_pages_ends(desk: Desk) -> None:
    streams = [desk_events(desk.feed, "王芳", 0) for _ in range(7)]
    for stream in streams:
        await until(stream, DeskEventName.QUEUE)
    async with asyncio.timeout(PATIENCE):
        assert [event async for event in streams[0]] == []
    for stream in streams[1:]:
        await stream.aclose()


async def test_streams_end_with_the_feed(desk: Desk) -> None:
    events, wall = desk_events(desk.feed, "王芳", 0), wall_events(desk.feed, desk.board)
    await until(events, DeskEventName.QUEUE)
    await until(wall, DeskEventName.WALL)
    await desk.feed.close()
    async with asyncio.timeout(PATIENCE):
        assert [event async for event in events] == []
        assert [event async for event in wall if event.event != DeskEventName.WALL] == []


async def test_the_wall(desk: Desk) -> None:
    await desk.account("王芳")
    await desk.presence.greet("王芳")
    empty = await desk.board.read()
    assert (empty.waiting, empty.average_wait_seconds, empty.rating_average) == (0, None, None)
    names = [await desk.left() for _ in range(3)]
    desk.now += timedelta(minutes=2)
    for name in names[:2]:
        await desk.handover.take(name, "王芳")
    desk.now += timedelta(minutes=4)
    await desk.handover.close(names[0], "王芳", CloseReason.ANSWERED)
    await desk.call(names[0])
    await desk.presence.greet("王芳")
    wall = await desk.board.read()
    assert (wall.waiting, wall.longest_wait_seconds, wall.taken, wall.closed_today) == (1, 360, 1, 1)
    assert (wall.average_wait_seconds, wall.average_handling_seconds) == (120, 240)
    assert wall.calls.model_dump() == {"ringing": 1, "answered": 0, "ended_today": 0}
    assert [(person.username, person.conversations) for person in wall.people] == [("王芳", 1)]
    desk.now += timedelta(days=1)
    tomorrow = await desk.board.read()
    assert (tomorrow.closed_today, tomorrow.waiting, tomorrow.average_wait_seconds) == (0, 1, None)
