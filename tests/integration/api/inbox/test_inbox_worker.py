"""What nobody works on is worked on: once, in order, and again when it fails."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from api.channels.memory import MemoryChannel
from api.channels.port import Incoming, IncomingKind
from api.channels.registry import ChannelRegistry
from api.db.engine import Database
from api.inbox.limits import inbox_limits
from api.inbox.receipts import Receipts
from api.inbox.repository import ReceiptState
from api.inbox.worker import InboxWorker
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

CHANNEL = "memory"


def message(number: int, sender: str = "citizen") -> Incoming:
    return Incoming(CHANNEL, f"m{number}", sender, MovingClock().now, IncomingKind.TEXT, f"问题{number}")


@dataclass
class Desk:
    """Several processes over one database, and what their handlers saw."""

    database: Database
    clock: MovingClock = field(default_factory=MovingClock)
    seen: list[str] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)
    at_work: dict[str, int] = field(default_factory=dict)
    failing: Callable[[Incoming], bool] = lambda _: False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.inbox = Receipts(self.database, self.clock, "receiver")

    async def handle(self, incoming: Incoming) -> None:
        self.at_work[incoming.sender] = self.at_work.get(incoming.sender, 0) + 1
        assert self.at_work[incoming.sender] == 1, "one at a time"
        self.began.set()
        try:
            await self.gate.wait()
            if self.failing(incoming):
                raise RuntimeError("as ordered")
            self.seen.append(incoming.key)
            async with self.database.write() as session:
                await self.inbox.done(incoming, session, turn_id=f"turn of {incoming.key}")
        finally:
            self.at_work[incoming.sender] -= 1

    def worker(self, holder: str, *, at_once: int = 8) -> InboxWorker:
        registry = ChannelRegistry()
        registry.register(MemoryChannel(CHANNEL), self.handle)
        limits = inbox_limits().model_copy(update={"at_once": at_once})
        return InboxWorker(self.database, self.clock, registry, holder, limits)

    async def work_off(self, *workers: InboxWorker) -> None:
        while sum(await asyncio.gather(*(worker.look() for worker in workers))):
            for worker in workers:
                await worker.settled()

    async def state(self, number: int, sender: str = "citizen") -> ReceiptState:
        return (await self.inbox.add(message(number, sender))).state


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_fresh_message_is_its_receivers(desk: Desk) -> None:
    await desk.inbox.add(message(1))
    await desk.work_off(desk.worker("w"))
    assert desk.seen == []
    desk.clock.move(seconds=10)
    await desk.work_off(desk.worker("w"))
    assert desk.seen == ["m1"]
    assert await desk.state(1) is ReceiptState.DONE


async def test_one_given_back_is_taken_at_once(desk: Desk) -> None:
    await desk.inbox.add(message(1))
    await desk.inbox.release(message(1))
    await desk.work_off(desk.worker("w"))
    assert desk.seen == ["m1"]


async def test_each_is_worked_on_once_and_in_order(desk: Desk) -> None:
    for number in range(12):
        await desk.inbox.add(message(number, sender=f"s{number % 3}"))
    desk.clock.move(seconds=10)
    await desk.work_off(desk.worker("w1", at_once=2), desk.worker("w2"), desk.worker("w3"))
    for sender in range(3):
        mine = [key for key in desk.seen if int(key[1:]) % 3 == sender]
        assert mine == [f"m{number}" for number in range(sender, 12, 3)]
    assert len(desk.seen) == 12


async def test_one_that_fails_is_tried_again_and_the_next_waits(desk: Desk) -> None:
    desk.failing = lambda incoming: incoming.key == "m1"
    for number in (1, 2):
        await desk.inbox.add(message(number))
    desk.clock.move(seconds=10)
    worker = desk.worker("w")
    await desk.work_off(worker)
    assert desk.seen == []
    desk.failing = lambda _: False
    await desk.work_off(worker)
    assert desk.seen == [], "not before the pause is over"
    desk.clock.move(seconds=3)
    await desk.work_off(worker)
    assert desk.seen == ["m1", "m2"]


async def test_one_that_always_fails_does_not_stop_its_sender_for_ever(desk: Desk) -> None:
    desk.failing = lambda incoming: incoming.key == "m1"
    for number in (1, 2):
        await desk.inbox.add(message(number))
    worker = desk.worker("w")
    for _ in range(inbox_limits().attempts):
        desk.clock.move(seconds=301)
        await desk.work_off(worker)
    assert desk.seen == ["m2"]
    assert await desk.state(1) is ReceiptState.FAILED


async def test_what_a_dead_worker_had_is_taken_by_another(desk: Desk) -> None:
    await desk.inbox.add(message(1))
    desk.clock.move(seconds=10)
    desk.gate.clear()
    dead, alive = desk.worker("dead"), desk.worker("alive")
    running = asyncio.create_task(dead.run())
    await desk.began.wait()
    dead.stop()
    await running  # breaks off what it was at, as a kill would
    desk.gate.set()
    await desk.work_off(alive)
    assert desk.seen == []
    desk.clock.move(seconds=16)
    await desk.work_off(alive)
    assert desk.seen == ["m1"]


async def test_a_slow_one_stays_with_its_worker(desk: Desk) -> None:
    await desk.inbox.add(message(1))
    desk.clock.move(seconds=10)
    desk.gate.clear()
    slow, other = desk.worker("slow"), desk.worker("other")
    assert await slow.look() == 1
    for _ in range(4):
        desk.clock.move(seconds=10)
        await slow.look()
        assert await other.look() == 0
    desk.gate.set()
    await slow.settled()
    assert desk.seen == ["m1"]


async def test_what_a_handler_leaves_open_is_closed(desk: Desk) -> None:
    async def handle(incoming: Incoming) -> None:
        desk.seen.append(incoming.key)

    registry = ChannelRegistry()
    registry.register(MemoryChannel(CHANNEL), handle)
    await desk.inbox.add(message(1))
    desk.clock.move(seconds=10)
    await desk.work_off(InboxWorker(desk.database, desk.clock, registry, "w"))
    assert desk.seen == ["m1"]
    assert await desk.state(1) is ReceiptState.DONE


async def test_channels_without_a_handler_are_left_alone(desk: Desk) -> None:
    await desk.inbox.add(replace(message(1), channel="elsewhere"))
    desk.clock.move(seconds=10)
    await desk.work_off(desk.worker("w"))
    assert desk.seen == []


async def test_run_takes_up_what_arrives_and_ends_when_told(desk: Desk) -> None:
    worker = desk.worker("w")
    running = asyncio.create_task(worker.run())
    await desk.inbox.add(message(1))
    await desk.inbox.release(message(1))
    worker.wake()
    await desk.began.wait()
    await worker.settled()
    worker.stop()
    await running
    assert desk.seen == ["m1"]
