"""What is said outside the turns, and who is next, as it is committed: one reader in each process, however many follow."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TypeAlias

import structlog
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.mode import Mode
from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.queue import Queue
from api.handover.states import Author
from api.handover.tables import ConversationMessageRow
from api.replica.signal import ChangeSignal

LOOK_SECONDS = 5.0  # when the signal fails, this late at most
_WAITING = 100  # messages a follower may be behind; it then has to come again, and loses nothing by it
_PIECE = 500
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Said:
    """One message, and who answers in its conversation since."""

    id: int
    conversation_id: str
    author: Author
    text: str
    at: datetime
    mode: Mode


Following: TypeAlias = "asyncio.Queue[Said | Queue | None]"
LookAtQueue: TypeAlias = Callable[[AsyncSession], Awaitable[Queue]]


class ConversationFeed:
    """Reads new messages once and hands each to whoever follows its conversation. ``None`` ends a following.

    Whoever waits is handed the queue when their own place in it, or how fast it goes, has changed.
    """

    def __init__(self, database: Database, signal: ChangeSignal, look: LookAtQueue | None = None) -> None:
        self._database = database
        self._signal = signal
        self._look_at_queue = look
        self._queue = Queue({})
        self._looked_at = 0.0
        self._followers: dict[str, set[Following]] = defaultdict(set)
        self._wanted = asyncio.Event()
        self._closed = False
        self._starting = asyncio.Lock()
        self._read_to = 0

    async def run(self) -> None:
        """Go on until closed; nothing is read while nobody follows.

        Being cancelled is not enough: a wait that ends at that very moment swallows it.
        """
        while not self._closed:
            await self._wanted.wait()
            try:
                await self._read()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("conversation_feed_failed", error=type(error).__name__)
            await self._signal.wait(LOOK_SECONDS)

    async def close(self) -> None:
        """End every following, and the reading."""
        self._closed = True
        self._wanted.set()
        for queues in self._followers.values():
            for queue in queues:
                _end(queue)
        await self._signal.close()

    @asynccontextmanager
    async def following(self, conversation_id: str) -> AsyncIterator[Following]:
        """Yield a queue of what is said from now on; what was said before is in ``since``."""
        queue: Following = asyncio.Queue(_WAITING)
        async with self._starting:
            if not self._wanted.is_set():
                self._read_to = max(self._read_to, await self._newest())
                self._wanted.set()
        self._followers[conversation_id].add(queue)
        if self._closed:
            _end(queue)
        try:
            yield queue
        finally:
            self._followers[conversation_id].discard(queue)
            if not self._followers[conversation_id]:
                del self._followers[conversation_id]
            if not self._followers:
                self._wanted.clear()

    async def since(self, conversation_id: str, message_id: int) -> Sequence[Said]:
        """Return what was said in a conversation after a message, oldest first."""
        async with self._database.read() as session:
            return await _said(
                session,
                ConversationMessageRow.conversation_id == conversation_id,
                ConversationMessageRow.id > message_id,
            )

    async def _read(self) -> None:
        before = self._read_to
        while True:
            async with self._database.read() as session:
                piece = await _said(session, ConversationMessageRow.id > self._read_to)
            for said in piece:
                self._hand_out(said.conversation_id, said)
                self._read_to = said.id
            if len(piece) < _PIECE:
                break
        # Whatever moves the queue is said to somebody; how fast it goes may change without a word.
        if self._read_to > before or monotonic() - self._looked_at >= LOOK_SECONDS:
            await self._tell_places()

    async def _tell_places(self) -> None:
        if self._look_at_queue is None:
            return
        async with self._database.read() as session:
            queue = await self._look_at_queue(session)
        before, self._queue, self._looked_at = self._queue, queue, monotonic()
        for conversation_id in [name for name in self._followers if queue.place(name)]:
            place = queue.place(conversation_id)
            was = before.place(conversation_id)
            if place != was or queue.wait_seconds(place) != before.wait_seconds(was):
                self._hand_out(conversation_id, queue)

    def _hand_out(self, conversation_id: str, what: Said | Queue) -> None:
        for following in self._followers.get(conversation_id, ()):
            if following.full():
                _end(following)
            else:
                following.put_nowait(what)

    async def _newest(self) -> int:
        async with self._database.read() as session:
            return await session.scalar(select(func.max(ConversationMessageRow.id))) or 0


async def _said(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Said]:
    message = ConversationMessageRow
    rows = await session.execute(
        select(message.id, message.conversation_id, message.author_kind, message.text, message.at, ConversationRow.mode)
        .join(ConversationRow, ConversationRow.id == message.conversation_id)
        .where(*conditions)
        .order_by(message.id)
        .limit(_PIECE)
    )
    return [Said(row[0], row[1], Author(row[2]), row[3], row[4], Mode(row[5])) for row in rows]


def _end(queue: Following) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)
