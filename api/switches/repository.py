"""Switches and announcements: every query about them is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.switches.names import Switchable
from api.switches.tables import AnnouncementRow, ChannelSwitchRow
from knowledge.errors import NotFound


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether a channel is open, and who decided so, when and why. One that was never touched is open."""

    channel: Switchable
    is_open: bool = True
    notice: str = ""
    reason: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something citizens are told from ``starts_at`` on until ``ends_at``; ``channels`` empty means everywhere."""

    id: str
    text: str
    channels: tuple[Switchable, ...]
    starts_at: datetime
    ends_at: datetime
    created_by: str = ""
    created_at: datetime | None = None

    def holds(self, channel: str, now: datetime) -> bool:
        """Whether it is told there now."""
        return self.starts_at <= now < self.ends_at and (not self.channels or channel in self.channels)


class SwitchRepository:
    """Reads and writes inside the caller's session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def switches(self) -> dict[Switchable, Switch]:
        """Return the switch of every channel."""
        rows = {row.channel: row for row in await self._session.scalars(select(ChannelSwitchRow))}
        return {name: _switch(name, rows.get(name)) for name in Switchable}

    async def turn(self, switch: Switch) -> None:
        """Store how a channel stands from now on."""
        await self._session.merge(
            ChannelSwitchRow(
                channel=switch.channel, is_open=switch.is_open, notice=switch.notice, reason=switch.reason,
                changed_by=switch.changed_by, changed_at=switch.changed_at,
            )
        )  # fmt: skip
        await self._session.flush()

    async def announcements(self, *, ending_after: datetime) -> Sequence[Announcement]:
        """Return those that are not over, the earliest first."""
        rows = await self._session.scalars(
            select(AnnouncementRow)
            .where(AnnouncementRow.ends_at > ending_after)
            .order_by(AnnouncementRow.starts_at, AnnouncementRow.id)
        )
        return [_announcement(row) for row in rows]

    async def announce(self, announcement: Announcement) -> None:
        """Store one."""
        self._session.add(
            AnnouncementRow(
                id=announcement.id, text=announcement.text, channels=list(announcement.channels),
                starts_at=announcement.starts_at, ends_at=announcement.ends_at,
                created_by=announcement.created_by, created_at=announcement.created_at,
            )
        )  # fmt: skip
        await self._session.flush()

    async def take_down(self, announcement_id: str) -> Announcement:
        """Delete one and return what it said.

        Raises:
            NotFound: there is none.
        """
        row = await self._session.get(AnnouncementRow, announcement_id)
        if row is None:
            raise NotFound("没有这条公告")
        await self._session.execute(delete(AnnouncementRow).where(AnnouncementRow.id == announcement_id))
        return _announcement(row)


def _switch(name: Switchable, row: ChannelSwitchRow | None) -> Switch:
    if row is None:
        return Switch(name)
    return Switch(name, row.is_open, row.notice, row.reason, row.changed_by, row.changed_at)


def _announcement(row: AnnouncementRow) -> Announcement:
    channels = tuple(Switchable(name) for name in row.channels)
    return Announcement(row.id, row.text, channels, row.starts_at, row.ends_at, row.created_by, row.created_at)
