"""Sends what is in the outbox: many recipients at once, to each one message at a time, in order."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.port import Delivery, DeliveryState
from api.channels.registry import ChannelRegistry
from api.db.engine import Database
from api.health.metrics import OUTBOX_OLDEST_SECONDS, OUTBOX_WAITING, OUTGOING
from api.outbox.limits import OutboxLimits, outbox_limits
from api.outbox.outbox import Outbox
from api.outbox.reach import Reach
from api.outbox.repository import OutgoingRepository
from api.outbox.states import OPEN, Held, outcome
from knowledge.clock import Clock

_log = structlog.get_logger()


class Dispatcher:
    """The sender of one process. Each round notes what became of messages and takes the next, in one transaction."""

    def __init__(
        self, outbox: Outbox, database: Database, clock: Clock, registry: ChannelRegistry, holder: str,
        *, limits: OutboxLimits | None = None,
    ) -> None:  # fmt: skip
        """Send as ``holder``, a name of this process alone."""
        self._outbox = outbox
        self._database = database
        self._clock = clock
        self._registry = registry
        self._holder = holder
        self._limits = limits or outbox_limits()
        self._reach = Reach(clock, self._limits.at_once)
        self._sending: dict[asyncio.Task[None], str] = {}
        self._ended: list[tuple[Held, Delivery]] = []
        self._since = self._measure_at = clock()
        self._stopping = False
        self._wake = asyncio.Event()
        outbox.wakes(self._wake)

    def stop(self) -> None:
        """Let ``run`` end, after what is being sent."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Go on until told to stop."""
        while not self._stopping:
            self._wake.clear()
            await self._look_if_possible()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._limits.look_seconds)
        if self._sending:
            await asyncio.wait(self._sending, timeout=self._limits.stop_seconds)
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        await self._look_if_possible()

    async def look(self) -> int:
        """Note what became of messages, and begin to send what is due. Returns how many were begun."""
        await self._measure()
        free = {} if self._stopping else self._free()
        if not self._ended and not await self._any_due(free):
            return 0
        begun = await self._round(free)
        for held in begun:
            task = asyncio.create_task(self._send(held))
            self._sending[task] = held.message.channel
            task.add_done_callback(self._sent)
        return len(begun)

    async def settled(self) -> None:
        """Wait until everything that was begun has ended, and note it."""
        while self._sending:
            await asyncio.gather(*self._sending)
        await self._round({})

    async def _look_if_possible(self) -> None:
        try:
            await self.look()
        except (SQLAlchemyError, OSError) as error:
            _log.warning("outbox_unreachable", error=type(error).__name__)

    def _free(self) -> dict[str, int]:
        """Return how many more messages may be on their way, by channel."""
        sending = Counter(self._sending.values())
        return {name: self._reach.places(name, sending[name]) for name in self._registry.channels}

    async def _any_due(self, free: dict[str, int]) -> bool:
        channels = [name for name, places in free.items() if places > 0]
        if not channels:
            return False
        async with self._database.read() as session:  # a database with one writer is not kept from its work for nothing
            return await OutgoingRepository(session, self._clock).any_due(channels)

    async def _round(self, free: dict[str, int]) -> list[Held]:
        ended, self._ended = self._ended, []
        until = self._clock() + self._limits.lease
        begun: list[Held] = []
        try:
            async with self._database.write() as session:
                messages = OutgoingRepository(session, self._clock)
                for held, delivery in ended:
                    after = outcome(held, delivery, self._clock(), self._limits)
                    await messages.settle(held, self._holder, after)
                await messages.take_back_late(self._outbox.holder)
                presumed = await messages.presume(self._since + self._limits.after_repeats, self._limits.grace)
                for channel, places in free.items():
                    if places > 0:
                        begun += await messages.claim(
                            channel, places, self._holder, until, grace=self._limits.grace * 2
                        )
        except BaseException:
            self._ended = ended + self._ended  # to be noted by the next round, or else they would be sent again
            raise
        for channel in presumed:
            OUTGOING.labels(channel, DeliveryState.DELIVERED).inc()
        for held, delivery in ended:
            OUTGOING.labels(held.message.channel, delivery.state).inc()
        return begun

    async def _send(self, held: Held) -> None:
        delivery = await self._attempt(
            held
        )  # not inside the call below: a round meanwhile puts a new list in its place
        self._reach.note(held.message.channel, delivery)
        self._ended.append((held, delivery))

    async def _attempt(self, held: Held) -> Delivery:
        message = held.message
        try:
            async with asyncio.timeout(self._limits.deliver_seconds):
                return await self._registry[message.channel].deliver(message)
        except TimeoutError:
            return Delivery(DeliveryState.RETRY, "timeout")
        except Exception as error:  # noqa: BLE001  # the outermost boundary of the background: one channel must not end the rest
            _log.exception("delivery_failed", channel=message.channel, attempts=held.attempts)
            return Delivery(DeliveryState.RETRY, type(error).__name__)

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._sending.pop(task, None)
        self._wake.set()

    async def _measure(self) -> None:
        """Tell the metrics what is open."""
        now = self._clock()
        if now < self._measure_at:
            return
        self._measure_at = now + timedelta(seconds=self._limits.measure_seconds)
        async with self._database.read() as session:
            backlog = {
                (each.channel, each.state): each for each in await OutgoingRepository(session, self._clock).backlog()
            }
        for channel in self._registry.channels:
            found = [backlog[channel, state] for state in OPEN if (channel, state) in backlog]
            oldest = min((each.oldest for each in found), default=now)
            OUTBOX_OLDEST_SECONDS.labels(channel).set((now - oldest).total_seconds())
            for state in OPEN:
                count = backlog[channel, state].count if (channel, state) in backlog else 0
                OUTBOX_WAITING.labels(channel, state).set(count)
