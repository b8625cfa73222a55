"""What happens at the desk, as it is committed: one reader in each process, however many of the staff follow."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.presence.rules import presence_rules
from api.presence.service import DeskPresence
from api.replica.signal import ChangeSignal
from api.wall.look import DeskEvent, Look, happened, moved
from api.wall.looking import Looking

LOOK_SECONDS = 1.0  # calls and presence announce themselves on no channel, so they are looked for this often
_PAUSE_SECONDS = 0.1  # many changes at once are one look
_WAITING = 200  # ticks a follower may be behind; it then has to come again, and loses nothing by it
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tick:
    """What happened, how the desk looks since, and whether the queue moved."""

    events: Sequence[DeskEvent]
    look: Look
    queue_moved: bool


@dataclass(eq=False, slots=True)
class Follower:
    """One open page of the desk; ``None`` ends it."""

    username: str
    ticks: "asyncio.Queue[Tick | None]"
    since: Look


class DeskFeed:
    """Looks while anybody follows, and keeps those present whose desk is open."""

    def __init__(self, looking: Looking, presence: DeskPresence, signal: ChangeSignal) -> None:
        self.looking = looking
        self._presence = presence
        self._signal = signal
        self._followers: list[Follower] = []
        self._wanted = asyncio.Event()
        self._closed = False
        self._starting = asyncio.Lock()
        self._look = Look()
        self._beat_at = 0.0

    async def run(self) -> None:
        """Go on until closed; nothing is read while nobody follows.

        Being cancelled is not enough: a wait that ends at that very moment swallows it.
        """
        while not self._closed:
            await self._wanted.wait()
            try:
                await self._beat()
                await self._read()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("desk_feed_failed", error=type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)
            await self._signal.wait(LOOK_SECONDS)

    async def close(self) -> None:
        """End every following, and the reading."""
        self._closed = True
        self._wanted.set()
        for follower in self._followers:
            _end(follower)
        await self._signal.close()

    @asynccontextmanager
    async def following(self, username: str, *, present: bool = True) -> AsyncIterator[Follower]:
        """Yield what happens from now on. Who is ``present`` counts as at the desk as long as this lasts."""
        if present:
            await self._presence.greet(username)
        async with self._starting:
            if not self._wanted.is_set():
                self._look = await self.looking.first()
                self._wanted.set()
        follower = Follower(username if present else "", asyncio.Queue(_WAITING), self._look)
        self._make_room(follower.username)
        self._followers.append(follower)
        if self._closed:
            _end(follower)
        try:
            yield follower
        finally:
            self._followers.remove(follower)
            if not self._followers:
                self._wanted.clear()

    def _make_room(self, username: str) -> None:
        """End the oldest page of somebody who has as many open as there may be: it was forgotten somewhere."""
        theirs = [follower for follower in self._followers if username and follower.username == username]
        if len(theirs) >= presence_rules().pages:
            _end(theirs[0])

    async def _read(self) -> None:
        before, self._look = self._look, await self.looking.again(self._look)
        events, queue_moved = happened(before, self._look), moved(before, self._look)
        if not events and not queue_moved:
            return
        tick = Tick(events, self._look, queue_moved)
        for follower in self._followers:
            if follower.ticks.full():
                _end(follower)
            else:
                follower.ticks.put_nowait(tick)

    async def _beat(self) -> None:
        if monotonic() - self._beat_at < presence_rules().beat_seconds:
            return
        self._beat_at = monotonic()
        await self._presence.beat({follower.username for follower in self._followers} - {""})


def _end(follower: Follower) -> None:
    while not follower.ticks.empty():
        follower.ticks.get_nowait()
    follower.ticks.put_nowait(None)
