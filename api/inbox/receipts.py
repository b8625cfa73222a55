"""Stores what arrives before anything is done with it. Messages that arrive together share one transaction."""

import asyncio
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.port import Incoming
from api.db.engine import Database
from api.health.metrics import INCOMING
from api.inbox.limits import InboxLimits, inbox_limits
from api.inbox.repository import IncomingRepository, Name, ReceiptState, incoming_values
from knowledge.clock import Clock
from knowledge.errors import InvalidInput, Unavailable

MAX_NAME = 128
_LOOK_SECONDS = 0.05
_GATHER_SECONDS = 0.005
_REMEMBERED = 10_000
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a message. ``is_new`` is true for one of all who bring it; ``turn_id`` is set once it is done."""

    is_new: bool
    state: ReceiptState
    turn_id: str = ""


@dataclass(frozen=True, slots=True)
class _Arrival:
    incoming: Incoming
    at: datetime
    receipt: "asyncio.Future[Receipt]"

    @property
    def name(self) -> Name:
        return self.incoming.channel, self.incoming.key


class Receipts:
    """The way into the inbox, for one process."""

    def __init__(self, database: Database, clock: Clock, holder: str, limits: InboxLimits | None = None) -> None:
        """Receive as ``holder``, a name of this process alone."""
        self._database = database
        self._clock = clock
        self._holder = holder
        self._limits = limits or inbox_limits()
        self._waiting: list[_Arrival] = []
        self._storing: asyncio.Task[None] | None = None
        self._last = clock()
        self._seen: dict[Name, None] = {}

    async def add(self, incoming: Incoming) -> Receipt:
        """Store a message; once this returns, no crash loses it. A new one is this process's for ten seconds.

        Raises:
            InvalidInput: key or sender cannot be a name: empty, too long, or with control characters.
            Unavailable: it is not stored.
        """
        for name in (incoming.key, incoming.sender):
            _check_name(name)
        receipt: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Arrival(incoming, self._moment(), receipt))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store())
        return await receipt

    async def wait_turn(self, incoming: Incoming, *, patience: timedelta | None = None) -> bool:
        """Wait until nothing that the sender sent before is open, by default for half of the time a message is held.

        False where it takes longer, or the message is done already: then it has been given back, and the workers of all
        processes see to it in order.
        """
        until = self._clock() + (self._limits.hold / 2 if patience is None else patience)
        while not await self._is_next(incoming):
            if self._clock() >= until:
                await self.release(incoming)
                return False
            await asyncio.sleep(_LOOK_SECONDS)
        return True

    async def done(self, incoming: Incoming, session: AsyncSession, *, turn_id: str = "") -> None:
        """Note in the caller's transaction that a message is dealt with, by the turn that answered it."""
        await IncomingRepository(session, self._clock).end(incoming, ReceiptState.DONE, turn_id=turn_id)

    async def release(self, incoming: Incoming) -> None:
        """Let any process take a message at once that this one received."""
        async with self._database.write() as session:
            await IncomingRepository(session, self._clock).postpone(incoming, self._holder, self._clock())

    async def _is_next(self, incoming: Incoming) -> bool:
        async with self._database.read() as session:
            return await IncomingRepository(session, self._clock).is_next(incoming)

    def _moment(self) -> datetime:
        """Return a moment after every other one given here: the order of arrival."""
        self._last = max(self._clock(), self._last + _TICK)
        return self._last

    async def _store(self) -> None:
        """Store until nobody waits: who comes during one transaction shares the next."""
        batch: Sequence[_Arrival] = ()
        try:
            await asyncio.sleep(0)  # who comes in the same moment joins the first
            while self._waiting:
                batch, self._waiting = self._waiting[: self._limits.batch], self._waiting[self._limits.batch :]
                await self._store_batch(batch)
                if len(batch) > 1:  # messages come fast: a moment's wait, and the next transaction is for more of them
                    await asyncio.sleep(_GATHER_SECONDS)
        finally:
            self._storing = None
            for arrival in (*batch, *self._waiting):  # nobody is left waiting, whatever ended this
                _fail(arrival)
            self._waiting = []

    async def _store_batch(self, batch: Sequence[_Arrival]) -> None:
        try:
            receipts = await self._write(batch)
        except (SQLAlchemyError, OSError) as error:
            for arrival in batch:
                _fail(arrival, error)
            return
        for arrival, receipt in zip(batch, receipts, strict=True):
            if not arrival.receipt.done():
                arrival.receipt.set_result(receipt)
            INCOMING.labels(arrival.incoming.channel, "new" if receipt.is_new else "repeated").inc()

    async def _write(self, batch: Sequence[_Arrival]) -> list[Receipt]:
        firsts = {arrival.name: arrival for arrival in reversed(batch)}
        known = await self._known(firsts.keys() & self._seen)
        new = await self._add([each for name, each in firsts.items() if name not in known])
        if len(known) + len(new) < len(firsts):  # another process was faster
            known |= await self._known(firsts.keys() - new - known.keys())
        self._remember(firsts)
        return [
            Receipt(firsts[each.name] is each and each.name in new, *known.get(each.name, (ReceiptState.RECEIVED, "")))
            for each in batch
        ]

    def _remember(self, names: Iterable[Name]) -> None:
        """Keep names a while: platforms repeat themselves soon, and what was seen here is looked up before it is stored."""
        self._seen.update(dict.fromkeys(names))
        for name in list(islice(self._seen, max(0, len(self._seen) - _REMEMBERED))):
            del self._seen[name]

    async def _known(self, names: Collection[Name]) -> dict[Name, tuple[ReceiptState, str]]:
        if not names:
            return {}
        async with self._database.read() as session:
            return await IncomingRepository(session, self._clock).states(names)

    async def _add(self, arrivals: Sequence[_Arrival]) -> set[Name]:
        if not arrivals:
            return set()
        until = self._clock() + self._limits.hold
        rows = [incoming_values(each.incoming, each.at, self._holder, until) for each in arrivals]
        async with self._database.write() as session:
            return await IncomingRepository(session, self._clock).add_new(rows)


def _fail(arrival: _Arrival, error: BaseException | None = None) -> None:
    if arrival.receipt.done():
        return
    failure = Unavailable("消息没有存下", remedy="请重新发送")
    failure.__cause__ = error
    arrival.receipt.set_exception(failure)


def _check_name(name: str) -> None:
    if not name or len(name) > MAX_NAME or any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        raise InvalidInput("消息的编号或发送者不合规定")
