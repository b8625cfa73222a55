"""The switch of each channel, and announcements."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class ChannelSwitchRow(Base):
    """A channel that was closed or opened by hand; one without a row is open. ``notice`` is for citizens."""

    __tablename__ = "channel_switches"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_open: Mapped[bool]
    notice: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(500))
    changed_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime]


class AnnouncementRow(Base):
    """Something all citizens are told for a while, on top of the conversation; ``channels`` empty means all."""

    __tablename__ = "announcements"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
    channels: Mapped[list[str]]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
