"""The way into the outbox: in the transaction of what a message tells of, so that neither is there without the other."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.port import Outgoing
from api.db.engine import Database
from api.health.metrics import OUTGOING
from api.outbox.limits import OutboxLimits, outbox_limits
from api.outbox.repository import OutgoingRepository, may_be_offered, outgoing, was_in_reply
from api.outbox.states import IN_REPLY, OutgoingState
from knowledge.clock import Clock, Ids, new_id


class Outbox:
    """Takes messages, and gives them into replies. What is not given into a reply, the dispatchers send."""

    def __init__(
        self, database: Database, clock: Clock, limits: OutboxLimits | None = None, *, ids: Ids = new_id
    ) -> None:
        self.holder = ids()  # a name of this process alone: what it gave into replies, it confirms
        self._database = database
        self._clock = clock
        self._limits = limits or outbox_limits()
        self._sleepers: list[Callable[[], None]] = []

    async def enqueue(
        self, session: AsyncSession, messages: Sequence[Outgoing], *, due_at: datetime | None = None
    ) -> None:
        """Store messages in order, to be sent at a moment; one whose key is known is left as it is."""
        await OutgoingRepository(session, self._clock).add(messages, due_at or self._clock())

    async def offer(self, session: AsyncSession, keys: Collection[str]) -> Sequence[Outgoing]:
        """Return which of these messages go into the reply to a request of their channel, in order.

        Not those that are being sent, nor those that would overtake another message to the recipient. The reply may leave
        once the session is committed; ``confirm`` follows it. A request that comes again gets the same messages again.
        """
        messages = OutgoingRepository(session, self._clock)
        rows = await messages.with_keys(keys, locked=True)
        given = [row for row in rows if was_in_reply(row)]
        for channel, recipient in dict.fromkeys((row.channel, row.recipient) for row in rows):
            for row in await messages.open_of(channel, recipient):
                if row.key not in keys or not may_be_offered(row, self._clock()):
                    break
                given.append(row)
        for row in given:
            row.state, row.held_by = OutgoingState.OFFERED, IN_REPLY + self.holder
            row.due_at = self._clock() + self._limits.offered
        await session.flush()
        return [outgoing(row) for row in given]

    async def confirm(self, keys: Collection[str]) -> None:
        """Note that the reply with these messages went out, and let what is behind them be sent."""
        if not keys:
            return
        async with self._database.write() as session:
            channels = await OutgoingRepository(session, self._clock).confirm(keys)
        for channel in channels:
            OUTGOING.labels(channel, OutgoingState.DELIVERED).inc()
        self.wake()

    async def take_back(self, keys: Collection[str]) -> None:
        """Note that the reply with these messages could not leave, and let them be sent."""
        async with self._database.write() as session:
            await OutgoingRepository(session, self._clock).take_back(keys)
        self.wake()

    async def pending(self, session: AsyncSession, channel: str, recipient: str) -> Sequence[Outgoing]:
        """Return what a recipient has still to get, in order: a channel that cannot push gives it into its next reply."""
        rows = await OutgoingRepository(session, self._clock).open_of(channel, recipient)
        return [outgoing(row) for row in rows]

    async def release(self, session: AsyncSession, channel: str, recipient: str) -> None:
        """Let what waited for a citizen's contact be sent: they made it."""
        await OutgoingRepository(session, self._clock).release(channel, recipient)

    async def withdraw(self, session: AsyncSession, keys: Collection[str], reason: str) -> None:
        """Give messages up that make no sense any more, so that nothing waits behind them."""
        await OutgoingRepository(session, self._clock).withdraw(keys, reason)

    def wake(self) -> None:
        """Let the dispatcher of this process look at once; to be called after the commit."""
        for wake in self._sleepers:
            wake()

    def wakes(self, event: asyncio.Event) -> None:
        """Set ``event`` with every ``wake``."""
        self._sleepers.append(event.set)
