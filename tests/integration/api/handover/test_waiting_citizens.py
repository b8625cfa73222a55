"""What citizens are told while they wait: the place, the time as far as it is known, and that it moves; on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fastapi.sse import ServerSentEvent
from waiting_desk import Desk

from api.conversations.mode import Mode
from api.handover.events import events_of
from api.handover.feed import ConversationFeed
from api.handover.repository import CHANNEL
from api.handover.rules import handover_rules
from api.handover.standing import Standings, Stands
from api.handover.states import CloseReason
from api.replica.signals import change_signal

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
PATIENCE = 20


@pytest.fixture
def standings(desk: Desk) -> Standings:
    return Standings(desk.database, desk.clock, handover_rules())


@pytest_asyncio.fixture
async def feed(desk: Desk, standings: Standings) -> AsyncIterator[ConversationFeed]:
    feed = ConversationFeed(desk.database, change_signal(desk.database, channel=CHANNEL), standings.queue)
    running = asyncio.create_task(feed.run())
    yield feed
    await feed.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def queued(desk: Desk, count: int) -> list[str]:
    names = []
    for number in range(count):
        names.append(await desk.left(f"问题{number}"))
        desk.later(0.1)
    return names


async def handled(desk: Desk, count: int, minutes: float) -> None:
    for _ in range(count):
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        desk.later(minutes)
        await desk.handover.close(name, "王芳", CloseReason.ANSWERED)


async def test_places_are_those_of_the_queue(desk: Desk, standings: Standings) -> None:
    names = await queued(desk, 3)
    seen = [await standings.of(name) for name in names]
    assert [(one.position, one.ahead, one.state) for one in seen] == [
        (1, 0, Stands.WAITING), (2, 1, Stands.WAITING), (3, 2, Stands.WAITING),
    ]  # fmt: skip
    await desk.handover.take(names[1], "王芳")
    assert [(await standings.of(name)).position for name in names] == [1, 0, 2]


async def test_a_time_that_is_not_known_is_said_to_be_so(desk: Desk, standings: Standings) -> None:
    (name,) = await queued(desk, 1)
    standing = await standings.of(name)
    assert standing.wait_seconds is None
    assert standing.notice == "您是下一位，等候时间暂时无法估计。"


async def test_the_time_is_from_what_was_handled_and_who_is_there(desk: Desk, standings: Standings) -> None:
    await handled(desk, 3, minutes=6)
    first, second = await queued(desk, 2)
    assert (await standings.of(second)).wait_seconds is None  # nobody is there
    await desk.staff("王芳")
    waits = [(await standings.of(name)).wait_seconds for name in (first, second)]
    assert waits == [6 * 60, 12 * 60]
    await desk.staff("李静")
    assert (await standings.of(second)).wait_seconds == 6 * 60
    assert "预计约 6 分钟" in (await standings.of(second)).notice
    desk.later(2)  # no sign of life of either
    assert (await standings.of(second)).wait_seconds is None


async def test_too_little_was_handled_for_an_estimate(desk: Desk, standings: Standings) -> None:
    await handled(desk, 2, minutes=6)
    await desk.staff("王芳")
    (name,) = await queued(desk, 1)
    assert (await standings.of(name)).wait_seconds is None


async def test_outside_the_hours_the_place_is_told_and_when_they_open(desk: Desk, standings: Standings) -> None:
    (name,) = await queued(desk, 1)
    desk.later(10 * 60)
    standing = await standings.of(name)
    assert (standing.open, standing.position, standing.wait_seconds) == (False, 1, None)
    assert "明天08:30起" in standing.notice


async def test_states_without_waiting(desk: Desk, standings: Standings) -> None:
    name = await desk.conversation("问题")
    seen = [(await standings.of(name)).state]
    await desk.leave(name)
    await desk.handover.take(name, "王芳")
    seen.append((await standings.of(name)).state)
    await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
    seen.append((await standings.of(name)).state)
    assert seen == [Stands.NONE, Stands.TAKEN, Stands.CLOSED]
    assert (await standings.of("unknown")).state is Stands.NONE


async def test_who_comes_later_is_told_how_many_are_ahead(desk: Desk) -> None:
    await queued(desk, 2)
    left = await desk.leave(await desk.conversation("问题"))
    assert "前面还有 2 位在等候。" in left.notice


async def until(events: AsyncIterator[ServerSentEvent], name: str) -> ServerSentEvent:
    async with asyncio.timeout(PATIENCE):
        async for event in events:
            if event.event == name:
                return event
    raise AssertionError(name)


async def test_the_place_moves_live(desk: Desk, standings: Standings, feed: ConversationFeed) -> None:
    first, second, third = await queued(desk, 3)
    events = events_of(feed, third, Mode.WAITING, 0, standings)
    seen = [(await until(events, "waiting")).data["position"]]
    for name in (first, second):
        await desk.handover.take(name, "王芳")
        seen.append((await until(events, "waiting")).data["position"])
    await events.aclose()
    assert seen == [3, 2, 1]


async def test_at_the_end_the_citizen_is_asked_how_it_was(
    desk: Desk, standings: Standings, feed: ConversationFeed
) -> None:
    name = await desk.left()
    await desk.handover.take(name, "王芳")
    events = events_of(feed, name, Mode.PERSON, 0, standings)
    assert (await until(events, "waiting")).data["state"] == Stands.TAKEN
    await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
    assert (await until(events, "waiting")).data["state"] == Stands.CLOSED
    assert "打分" in (await until(events, "rating")).data["question"]
    await events.aclose()
    again = events_of(feed, name, Mode.BOT, 0, standings)
    assert await until(again, "rating")
    await again.aclose()


async def test_nobody_is_asked_about_what_ended_by_itself_or_long_ago(desk: Desk, standings: Standings) -> None:
    idle, old = await desk.left(), await desk.left()
    for name in (idle, old):
        await desk.handover.take(name, "王芳")
        await desk.handover.say(name, "王芳", "您好")
    await desk.handover.close(old, "王芳", CloseReason.ANSWERED)
    assert await standings.wants_rating(old)
    desk.later(11)
    await desk.handover.take_back_idle()
    assert not await standings.wants_rating(idle)
    desk.later(60)
    assert not await standings.wants_rating(old)
