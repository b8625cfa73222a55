"""Works on messages that nobody works on: those of a process that died, and those their receiver left."""

import asyncio
from contextlib import suppress
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.port import Incoming
from api.channels.registry import ChannelRegistry
from api.db.engine import Database
from api.inbox.limits import InboxLimits, inbox_limits
from api.inbox.repository import Claimed, IncomingRepository, Name, ReceiptState
from knowledge.clock import Clock

_RENEWALS = 3  # in the time of a lease
_log = structlog.get_logger()


class InboxWorker:
    """Takes messages of channels that have a handler, some senders at once, of each sender one at a time, in order."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: ChannelRegistry,
        holder: str,
        limits: InboxLimits | None = None,
    ) -> None:
        """Work as ``holder``, a name of this process alone."""
        self._database = database
        self._clock = clock
        self._registry = registry
        self._holder = holder
        self._limits = limits or inbox_limits()
        self._running: dict[Name, asyncio.Task[None]] = {}
        self._renew_at = clock()
        self._stopping = False
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at once."""
        self._wake.set()

    def stop(self) -> None:
        """Let ``run`` end; what it is at is broken off, and taken up by another process or the next start."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Go on until told to stop."""
        try:
            while not self._stopping:
                self._wake.clear()
                try:
                    await self.look()
                except (SQLAlchemyError, OSError) as error:
                    _log.warning("inbox_unreachable", error=type(error).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._limits.look_seconds)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def look(self) -> int:
        """Keep what this process is at, and begin with what is due. Returns how many messages were begun."""
        await self._renew()
        free = self._limits.at_once - len(self._running)
        handlers = self._registry.handlers
        if free <= 0 or not handlers:
            return 0
        async with self._database.read() as session:  # a database with one writer is not kept from its work for nothing
            if not await IncomingRepository(session, self._clock).any_due(handlers.keys()):
                return 0
        until = self._clock() + self._limits.lease
        async with self._database.write() as session:
            inbox = IncomingRepository(session, self._clock)
            claimed = await inbox.claim(handlers.keys(), free, self._holder, until)
        for each in claimed:
            self._begin(each)
        return len(claimed)

    async def settled(self) -> None:
        """Wait until everything that was begun has ended."""
        while self._running:
            await asyncio.gather(*self._running.values())

    def _begin(self, claimed: Claimed) -> None:
        name = claimed.incoming.channel, claimed.incoming.key
        task = asyncio.create_task(self._take(claimed))
        self._running[name] = task
        task.add_done_callback(lambda _: self._ended(name))

    def _ended(self, name: Name) -> None:
        self._running.pop(name, None)
        self._wake.set()

    async def _take(self, claimed: Claimed) -> None:
        try:
            await self._work(claimed)
        except (SQLAlchemyError, OSError) as error:  # its lease runs out, and it is taken again
            _log.warning("inbox_unreachable", error=type(error).__name__)

    async def _work(self, claimed: Claimed) -> None:
        incoming = claimed.incoming
        try:
            await self._registry.handlers[incoming.channel](incoming)
        except Exception:  # noqa: BLE001  # the outermost boundary of the background: one bad message must not end the worker
            _log.exception("incoming_failed", channel=incoming.channel, attempts=claimed.attempts)
            await self._failed(claimed)
            return
        await self._end(incoming, ReceiptState.DONE)  # where the handler has not done so itself

    async def _failed(self, claimed: Claimed) -> None:
        if claimed.attempts >= self._limits.attempts:
            await self._end(claimed.incoming, ReceiptState.FAILED)
            return
        due_at = self._clock() + self._limits.backoff.pause(claimed.attempts)
        await self._postpone(claimed.incoming, due_at)

    async def _end(self, incoming: Incoming, state: ReceiptState) -> None:
        async with self._database.write() as session:
            await IncomingRepository(session, self._clock).end(incoming, state)

    async def _postpone(self, incoming: Incoming, due_at: datetime) -> None:
        async with self._database.write() as session:
            await IncomingRepository(session, self._clock).postpone(incoming, self._holder, due_at)

    async def _renew(self) -> None:
        now = self._clock()
        if not self._running or now < self._renew_at:
            return
        self._renew_at = now + self._limits.lease / _RENEWALS
        async with self._database.write() as session:
            inbox = IncomingRepository(session, self._clock)
            await inbox.renew(list(self._running), self._holder, now + self._limits.lease)
