"""Messages leave in order, once, as fast as the channel takes them, and again when it does not."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import event, select

from api.channels.memory import MemoryChannel
from api.channels.port import Delivery, DeliveryState, Outgoing, OutgoingKind, Rendered
from api.channels.registry import ChannelRegistry
from api.db.engine import Database
from api.outbox.dispatcher import Dispatcher
from api.outbox.limits import OutboxLimits, outbox_limits
from api.outbox.outbox import Outbox
from api.outbox.tables import OutgoingRow
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

CHANNEL = "memory"
LIMITS = outbox_limits()


def message(key: str, recipient: str = "citizen") -> Outgoing:
    return Outgoing(key, CHANNEL, recipient, OutgoingKind.ANSWER, Rendered(key, {"text": key}), "c1")


class SlowChannel(MemoryChannel):
    """Holds every message until the gate opens, and knows how many it held at once."""

    def __init__(self) -> None:
        super().__init__(CHANNEL)
        self.gate, self.arrivals = asyncio.Event(), asyncio.Semaphore(0)
        self.held: list[str] = []
        self.most = 0

    async def deliver(self, message: Outgoing) -> Delivery:
        assert message.recipient not in self.held, "one at a time to each"
        self.held.append(message.recipient)
        self.most = max(self.most, len(self.held))
        self.arrivals.release()
        try:
            await self.gate.wait()
            return await super().deliver(message)
        finally:
            self.held.remove(message.recipient)


class Desk:
    """An outbox, a channel, and as many dispatchers as a test wants."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovingClock()
        self.outbox = Outbox(database, self.clock)
        self.becomes: Callable[[Outgoing], Delivery] = lambda _: Delivery(DeliveryState.DELIVERED)
        self.channel = MemoryChannel(CHANNEL, self._answer)

    def _answer(self, sent: Outgoing) -> Delivery:
        return self.becomes(sent)

    def dispatcher(
        self, holder: str = "p", *, limits: OutboxLimits = LIMITS, outbox: Outbox | None = None
    ) -> Dispatcher:
        registry = ChannelRegistry()
        registry.register(self.channel)
        return Dispatcher(outbox or self.outbox, self.database, self.clock, registry, holder, limits=limits)

    async def put(self, *messages: Outgoing) -> None:
        async with self.database.write() as session:
            await self.outbox.enqueue(session, messages)

    async def send_all(self, *dispatchers: Dispatcher) -> None:
        while sum(await asyncio.gather(*(each.look() for each in dispatchers))):
            await asyncio.gather(*(each.settled() for each in dispatchers))

    def delivered(self, recipient: str = "citizen") -> list[str]:
        return [each.key for each in self.channel.delivered if each.recipient == recipient]

    async def rows(self) -> Sequence[OutgoingRow]:
        async with self.database.read() as session:
            return (await session.scalars(select(OutgoingRow).order_by(OutgoingRow.sequence))).all()


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_each_is_delivered_once_and_in_order_whoever_sends(desk: Desk) -> None:
    messages = [message(f"{number}/{part}", f"r{number % 5}") for number in range(20) for part in range(2)]
    await desk.put(*messages)
    few = LIMITS.model_copy(update={"at_once": 2})
    await desk.send_all(desk.dispatcher("p1", limits=few), desk.dispatcher("p2"), desk.dispatcher("p3"))
    for recipient in range(5):
        mine = [each.key for each in messages if each.recipient == f"r{recipient}"]
        assert desk.delivered(f"r{recipient}") == mine
    assert len(desk.channel.attempts) == len(messages)
    assert {row.state for row in await desk.rows()} == {"delivered"}


async def test_one_that_fails_is_tried_again_after_a_pause_that_grows(desk: Desk) -> None:
    desk.becomes = lambda _: Delivery(DeliveryState.RETRY, "platform busy")
    await desk.put(message("a"), message("b"), message("c", "somebody else"))
    dispatcher = desk.dispatcher()
    pauses = []
    for _ in range(6):
        await desk.send_all(dispatcher)
        row = (await desk.rows())[0]
        pauses.append((row.due_at - desk.clock()).total_seconds())
        assert (row.state, row.reason) == ("waiting", "platform busy")
        desk.clock.now = row.due_at
    assert [1 <= pauses[0] <= 2, 2 <= pauses[1] <= 4, 32 <= pauses[5] <= 64] == [True] * 3
    assert {each.key for each in desk.channel.attempts} == {"a", "c"}, "what is behind it waits; others do not"
    desk.becomes = lambda _: Delivery(DeliveryState.DELIVERED)
    desk.clock.move(hours=1)
    await desk.send_all(dispatcher)
    assert desk.delivered() == ["a", "b"]


async def test_the_platform_may_say_when(desk: Desk) -> None:
    desk.becomes = lambda _: Delivery(DeliveryState.RETRY, "45011", timedelta(hours=2))
    await desk.put(message("a"))
    await desk.send_all(desk.dispatcher())
    assert (await desk.rows())[0].due_at == desk.clock() + timedelta(hours=2)


async def test_what_waits_for_a_platform_out_of_reach_goes_as_soon_as_one_got_through(desk: Desk) -> None:
    rest = timedelta(seconds=20)
    desk.becomes = lambda _: Delivery(DeliveryState.RETRY, "no answer", rest, unreachable=True)
    await desk.put(*(message(f"m{number}", f"r{number}") for number in range(50)))
    dispatcher = desk.dispatcher()
    await dispatcher.look()
    await dispatcher.settled()
    assert len(desk.channel.attempts) == LIMITS.at_once, "that many were on their way when it went down"
    for _ in range(30):
        desk.clock.move(seconds=20)
        await desk.send_all(dispatcher)
    assert len(desk.channel.attempts) == LIMITS.at_once + 30, "one each time, to see"
    desk.becomes = lambda _: Delivery(DeliveryState.DELIVERED)
    desk.clock.move(seconds=20)
    await desk.send_all(dispatcher)
    assert {row.state for row in await desk.rows()} == {"delivered"}


async def test_one_failure_of_the_line_does_not_stop_the_others(desk: Desk) -> None:
    desk.becomes = lambda sent: (
        Delivery(DeliveryState.RETRY, "reset", unreachable=True)
        if sent.key == "a"
        else Delivery(DeliveryState.DELIVERED)
    )
    await desk.put(message("a"), *(message(f"m{number}", f"r{number}") for number in range(50)))
    await desk.send_all(desk.dispatcher())
    assert [row.key for row in await desk.rows() if row.state != "delivered"] == ["a"]


async def test_one_that_never_goes_is_given_up(desk: Desk) -> None:
    desk.becomes = lambda sent: Delivery(DeliveryState.RETRY if sent.key == "a" else DeliveryState.DELIVERED, "busy")
    await desk.put(message("a"), message("b"))
    desk.clock.move(hours=48)
    await desk.send_all(desk.dispatcher())
    first, second = await desk.rows()
    assert (first.state, first.reason, second.state) == ("refused", "given up: busy", "delivered")


async def test_a_refusal_is_final(desk: Desk) -> None:
    desk.becomes = lambda sent: Delivery(
        DeliveryState.REFUSED if sent.key == "a" else DeliveryState.DELIVERED, "x" * 999
    )
    await desk.put(message("a"), message("b"))
    dispatcher = desk.dispatcher()
    await desk.send_all(dispatcher)
    desk.clock.move(days=2)
    await desk.send_all(dispatcher)
    assert [each.key for each in desk.channel.attempts] == ["a", "b"]
    assert ((await desk.rows())[0].state, (await desk.rows())[0].reason) == ("refused", "x" * 200)


async def test_what_is_deferred_goes_with_the_next_contact(desk: Desk) -> None:
    desk.becomes = lambda _: Delivery(DeliveryState.DEFERRED, "45015")
    await desk.put(message("a"), message("b"))
    dispatcher = desk.dispatcher()
    await desk.send_all(dispatcher)
    desk.becomes = lambda _: Delivery(DeliveryState.DELIVERED)
    desk.clock.move(days=3)
    await desk.send_all(dispatcher)
    assert [each.key for each in desk.channel.attempts] == ["a"]
    async with desk.database.write() as session:
        await desk.outbox.release(session, CHANNEL, "citizen")
    await desk.send_all(dispatcher)
    assert desk.delivered() == ["a", "b"]


async def test_a_channel_that_breaks_is_a_failure_like_any_other(desk: Desk) -> None:
    def broken(sent: Outgoing) -> Delivery:
        raise ValueError(f"secret words of {sent.recipient}")

    desk.becomes = broken
    await desk.put(message("a"))
    await desk.send_all(desk.dispatcher())
    assert [(row.state, row.reason) for row in await desk.rows()] == [("waiting", "ValueError")]


async def test_a_channel_that_hangs_is_left(desk: Desk) -> None:
    desk.channel = SlowChannel()
    await desk.put(message("a"))
    await desk.send_all(desk.dispatcher(limits=LIMITS.model_copy(update={"deliver_seconds": 0.05})))
    assert [(row.state, row.reason) for row in await desk.rows()] == [("waiting", "timeout")]


async def test_no_more_than_the_channel_takes_are_on_their_way(desk: Desk) -> None:
    desk.channel = slow = SlowChannel()
    await desk.put(*(message(f"m{number}", f"r{number}") for number in range(10)))
    dispatcher = desk.dispatcher(limits=LIMITS.model_copy(update={"at_once": 3}))
    assert [await dispatcher.look() for _ in range(3)] == [3, 0, 0]
    for _ in range(3):
        await slow.arrivals.acquire()
    slow.gate.set()
    await dispatcher.settled()
    await desk.send_all(dispatcher)
    assert (slow.most, len(slow.delivered)) == (3, 10)


async def test_a_round_while_a_message_is_on_its_way_does_not_forget_it(desk: Desk) -> None:
    desk.channel = slow = SlowChannel()
    sender = desk.dispatcher()
    await desk.put(message("1"))
    await sender.look()
    await slow.arrivals.acquire()
    await desk.put(message("2", "another"))
    await sender.look()
    slow.gate.set()
    await sender.settled()
    assert [row.state for row in await desk.rows()] == ["delivered", "delivered"]


async def test_what_a_dead_process_had_is_sent_by_another(desk: Desk) -> None:
    desk.channel = slow = SlowChannel()
    await desk.put(message("a"), message("b"))
    dead = desk.dispatcher("dead", limits=LIMITS.model_copy(update={"stop_seconds": 0}))
    running = asyncio.create_task(dead.run())
    await slow.arrivals.acquire()
    dead.stop()
    await running
    slow.gate.set()
    alive = desk.dispatcher("alive")
    await desk.send_all(alive)
    assert slow.delivered == []
    desk.clock.move(seconds=31)
    await desk.send_all(alive)
    assert desk.delivered() == ["a", "b"]


async def test_who_is_told_to_stop_notes_what_it_sent(desk: Desk) -> None:
    desk.channel = slow = SlowChannel()
    await desk.put(message("a"), message("b"))
    dispatcher = desk.dispatcher()
    running = asyncio.create_task(dispatcher.run())
    await slow.arrivals.acquire()
    dispatcher.stop()
    slow.gate.set()
    await running
    assert [row.state for row in await desk.rows()] == ["delivered", "waiting"]


async def test_what_was_sent_is_noted_although_the_database_was_away(desk: Desk) -> None:
    await desk.put(message("a"))
    dispatcher = desk.dispatcher()
    await dispatcher.look()
    away = True

    def refuse(*_: object) -> None:
        if away:
            raise OSError("the database is away")

    event.listen(desk.database.engine.sync_engine, "commit", refuse)
    with pytest.raises(OSError, match="away"):
        await dispatcher.settled()
    away = False
    await dispatcher.look()
    assert [row.state for row in await desk.rows()] == ["delivered"]
    assert len(desk.channel.attempts) == 1


async def offered(desk: Desk, outbox: Outbox) -> None:
    """A message that went into a reply, and no confirmation: the process died, or the reply did not leave."""
    await desk.put(message("a"), message("b"))
    async with desk.database.write() as session:
        await outbox.offer(session, ["a"])


async def test_a_reply_that_did_not_leave_is_sent(desk: Desk) -> None:
    alive, another = desk.dispatcher("alive"), Outbox(desk.database, desk.clock)
    await offered(desk, desk.outbox)
    sender = desk.dispatcher("another", outbox=another)
    desk.clock.move(seconds=26)
    await desk.send_all(sender)
    assert desk.delivered() == [], "who offered it is asked first"
    await desk.send_all(alive)
    assert desk.delivered() == ["a", "b"]


async def test_a_reply_that_is_not_asked_for_again_has_arrived(desk: Desk) -> None:
    await offered(desk, Outbox(desk.database, desk.clock))
    desk.clock.move(seconds=8)
    restarted = desk.dispatcher()
    desk.clock.move(seconds=22)
    await desk.send_all(restarted)
    assert [(row.state, row.reason) for row in await desk.rows()] == [
        ("delivered", "not asked for again"),
        ("delivered", ""),
    ]
    assert desk.delivered() == ["b"]


async def test_a_reply_that_nobody_could_ask_for_again_is_sent(desk: Desk) -> None:
    await offered(desk, Outbox(desk.database, desk.clock))
    desk.clock.move(seconds=10)
    restarted = desk.dispatcher()
    desk.clock.move(seconds=24)
    await desk.send_all(restarted)
    assert desk.delivered() == [], "another process may have been there all the time"
    desk.clock.move(seconds=1)
    await desk.send_all(restarted)
    assert desk.delivered() == ["a", "b"]


async def test_run_sends_what_it_is_woken_for(desk: Desk) -> None:
    desk.channel = slow = SlowChannel()
    slow.gate.set()
    dispatcher = desk.dispatcher()
    running = asyncio.create_task(dispatcher.run())
    await desk.put(message("a"), message("b"))
    desk.outbox.wake()
    for _ in range(2):
        await slow.arrivals.acquire()
    dispatcher.stop()
    await running
    assert desk.delivered() == ["a", "b"]


async def test_what_is_open_is_measured(desk: Desk) -> None:
    desk.becomes = lambda sent: Delivery(DeliveryState.DEFERRED if sent.key == "a" else DeliveryState.DELIVERED)
    await desk.put(message("a"), message("b"), message("c", "somebody else"))
    dispatcher = desk.dispatcher()
    await desk.send_all(dispatcher)
    desk.clock.move(seconds=60)
    await dispatcher.look()
    counted = {
        state: REGISTRY.get_sample_value("yihaoda_outbox_messages", {"channel": CHANNEL, "state": state})
        for state in ("waiting", "offered", "deferred")
    }
    assert counted == {"waiting": 1, "offered": 0, "deferred": 1}
    assert REGISTRY.get_sample_value("yihaoda_outbox_oldest_seconds", {"channel": CHANNEL}) == 60
