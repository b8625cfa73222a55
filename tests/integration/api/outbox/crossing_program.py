"""A service in small, in a process of its own, to be killed.

It takes orders: ``{"now": moment, "callback": {"key", "sender", "parts", "slow"}}`` or ``{"now", "work": True}``, and tells what
leaves it: ``{"sent": key}`` as a message goes out actively, ``{"reply": key}`` as the answer to a callback, ``{"idle": steps}``
when the order is done. At the step that is ordered it kills itself; a step is the moment before or after a commit, before or after
something leaves.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection

from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.memory import MemoryChannel
from api.channels.port import Delivery, DeliveryState, Incoming, IncomingKind, Outgoing, OutgoingKind, Rendered
from api.channels.registry import ChannelRegistry
from api.db.engine import Database
from api.inbox.receipts import Receipts
from api.inbox.repository import ReceiptState
from api.inbox.worker import InboxWorker
from api.outbox.dispatcher import Dispatcher
from api.outbox.outbox import Outbox
from knowledge.clock import new_id
from tests.moving_clock import MovingClock

CHANNEL = "platform"
NO_TIME = timedelta(0)


@dataclass
class Steps:
    """Counts the steps, and dies at the one that was ordered."""

    die_at: int
    taken: int = 0

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


class SteppedDatabase(Database):
    """A database whose commits are steps."""

    def __init__(self, url: str, step: Steps) -> None:
        super().__init__(url)
        self._step = step

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with super().write() as session:
            yield session
            self._step()
        self._step()


class Service:
    """Receives, answers, and sends."""

    def __init__(self, url: str, step: Steps, clock: MovingClock, platform: Connection) -> None:
        self._step, self._clock, self._platform = step, clock, platform
        self._database = SteppedDatabase(url, step)
        self._inbox = Receipts(self._database, clock, new_id())
        self._outbox = Outbox(self._database, clock)
        registry = ChannelRegistry()
        registry.register(MemoryChannel(CHANNEL, self._send), self._answer)
        self._worker = InboxWorker(self._database, clock, registry, new_id())
        self._dispatcher = Dispatcher(self._outbox, self._database, clock, registry, new_id())

    async def callback(self, key: str, sender: str, parts: int, *, slow: bool) -> str:
        """Take a message; return the key of what goes into the reply, empty where it will be sent actively."""
        details = {"parts": str(parts), "slow": "yes" if slow else ""}
        incoming = Incoming(CHANNEL, key, sender, self._clock(), IncomingKind.TEXT, key, details=details)
        receipt = await self._inbox.add(incoming)
        if receipt.is_new:
            return await self._take(incoming) if await self._inbox.wait_turn(incoming, patience=NO_TIME) else ""
        return "" if slow or receipt.state is not ReceiptState.DONE else await self._give([f"{receipt.turn_id}/0"])

    async def confirm(self, key: str) -> None:
        await self._outbox.confirm([key])

    async def work(self) -> None:
        """Do all that is due."""
        while await self._worker.look() + await self._dispatcher.look():
            await self._worker.settled()
            await self._dispatcher.settled()

    async def _take(self, incoming: Incoming) -> str:
        async with self._database.write() as session:
            await self._store_answer(session, incoming)
            given = () if incoming.details["slow"] else await self._outbox.offer(session, [f"{incoming.key}/0"])
        return given[0].key if given else ""

    async def _give(self, keys: list[str]) -> str:
        async with self._database.write() as session:
            given = await self._outbox.offer(session, keys)
        return given[0].key if given else ""

    async def _answer(self, incoming: Incoming) -> None:
        async with self._database.write() as session:
            await self._store_answer(session, incoming)

    async def _store_answer(self, session: AsyncSession, incoming: Incoming) -> None:
        first = Outgoing(
            f"{incoming.key}/0", CHANNEL, incoming.sender, OutgoingKind.ANSWER, Rendered(f"答复{incoming.key}")
        )
        parts = [replace(first, key=f"{incoming.key}/{part}") for part in range(int(incoming.details["parts"]))]
        await self._outbox.enqueue(session, parts)
        await self._inbox.done(incoming, session, turn_id=incoming.key)

    def _send(self, message: Outgoing) -> Delivery:
        self._step()
        self._platform.send({"sent": message.key})
        self._step()
        return Delivery(DeliveryState.DELIVERED)


async def _serve(url: str, die_at: int, platform: Connection) -> None:
    step, clock = Steps(die_at), MovingClock()
    service: Service | None = None
    while order := platform.recv():
        clock.now = order["now"]
        service = service or Service(url, step, clock, platform)
        if "callback" in order:
            reply = await service.callback(**order["callback"])
            step()
            platform.send({"reply": reply})
            step()
            if reply:
                await service.confirm(reply)
        else:
            await service.work()
        platform.send({"idle": step.taken})


def serve(url: str, die_at: int, platform: Connection) -> None:
    """Follow orders until there is an empty one, or until it dies."""
    asyncio.run(_serve(url, die_at, platform))
