"""Is a channel open, and what are citizens told? Asked with every message, so each process remembers it for half a second."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.switches.deliveries import LOOKED_BACK, Deliveries, deliveries_since
from api.switches.errors import ChannelClosed
from api.switches.names import Switchable
from api.switches.repository import Announcement, Switch, SwitchRepository
from knowledge.clock import Clock, Ids

REMEMBERED_FOR = timedelta(milliseconds=500)  # a switch is to hold in every process within a second
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database said, and when."""

    switches: Mapping[Switchable, Switch]
    announcements: Sequence[Announcement]
    read_at: datetime


class Switches:
    """Turns channels off and on, and tells of it."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._known: _Known | None = None
        self._reading = asyncio.Lock()

    async def closed(self, channel: str) -> str | None:
        """Return the notice of a closed channel, nothing while it is open. The notice for all goes first."""
        switches = (await self._now()).switches
        closed = (switches[name] for name in Switchable if name in {Switchable.ALL, channel})
        return next((switch.notice for switch in closed if not switch.is_open), None)

    async def admit(self, channel: str) -> None:
        """Let a new question pass.

        Raises:
            ChannelClosed: the channel is closed; the message is the notice.
        """
        if (notice := await self.closed(channel)) is not None:
            raise ChannelClosed(notice)

    async def announcements(self, channel: str) -> list[Announcement]:
        """Return what the citizens of a channel are told now."""
        now = self._clock()
        return [one for one in (await self._now()).announcements if one.holds(channel, now)]

    async def all(self) -> list[Switch]:
        """Return how every channel stands, as the database has it."""
        async with self._database.read() as session:
            return list((await SwitchRepository(session).switches()).values())

    async def deliveries(self) -> Mapping[str, Deliveries]:
        """Return what became of the messages of the last day, by channel."""
        async with self._database.read() as session:
            return await deliveries_since(session, self._clock() - LOOKED_BACK)

    async def turn(self, channel: Switchable, *, is_open: bool, notice: str, reason: str, by: str) -> Switch:
        """Close or open a channel. Questions that were accepted before are still answered."""
        switch = Switch(channel, is_open, "" if is_open else notice, reason, by, self._clock())
        async with self._database.write() as session:
            await SwitchRepository(session).turn(switch)
            said = {"notice": switch.notice, "reason": reason}
            action = "channel.opened" if is_open else "channel.closed"
            await AuditTrail(session, self._clock).record(by, action, channel, said)
        self._known = None
        _log.warning("channel_switched", channel=channel, is_open=is_open, by=by)
        return switch

    async def current(self) -> Sequence[Announcement]:
        """Return every announcement that is not over."""
        async with self._database.read() as session:
            return await SwitchRepository(session).announcements(ending_after=self._clock())

    async def announce(
        self, text: str, channels: Sequence[Switchable], starts_at: datetime, ends_at: datetime, by: str
    ) -> Announcement:
        """Tell citizens something for a while."""
        one = Announcement(self._ids(), text, tuple(channels), starts_at, ends_at, by, self._clock())
        async with self._database.write() as session:
            await SwitchRepository(session).announce(one)
            said = {
                "text": text, "channels": list(channels), "from": starts_at.isoformat(), "until": ends_at.isoformat()
            }  # fmt: skip
            await AuditTrail(session, self._clock).record(by, "announcement.published", one.id, said)
        self._known = None
        return one

    async def take_down(self, announcement_id: str, by: str) -> None:
        """Stop telling it.

        Raises:
            NotFound: there is no such announcement.
        """
        async with self._database.write() as session:
            one = await SwitchRepository(session).take_down(announcement_id)
            await AuditTrail(session, self._clock).record(by, "announcement.withdrawn", one.id, {"text": one.text})
        self._known = None

    async def _now(self) -> _Known:
        """Return what holds now; of many who ask at once, one looks."""
        if (known := self._fresh()) is not None:
            return known
        async with self._reading:
            if (known := self._fresh()) is None:
                known = self._known = await self._read()
        return known

    def _fresh(self) -> _Known | None:
        known = self._known
        return known if known is not None and self._clock() - known.read_at < REMEMBERED_FOR else None

    async def _read(self) -> _Known:
        now = self._clock()
        async with self._database.read() as session:
            records = SwitchRepository(session)
            return _Known(await records.switches(), await records.announcements(ending_after=now), now)
