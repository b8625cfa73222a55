"""Tables of the work on entries. What was said and decided is never changed; triggers see to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base

MAX_COMMENT = 4000
IMMUTABLE_TABLES = ("entry_events",)


class EntryEventRow(Base):
    """Something said or decided about an entry: a comment, a step of its life."""

    __tablename__ = "entry_events"
    __table_args__ = (Index("ix_entry_events_entry_id", "entry_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    author: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(String(MAX_COMMENT))


class ApprovalRow(Base):
    """A revision that somebody other than its ``authors`` found right. It goes when the revision is sent back."""

    __tablename__ = "approvals"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    approved_by: Mapped[str] = mapped_column(String(80))
    authors: Mapped[list[str]]
    at: Mapped[datetime]


class ScheduleRow(Base):
    """A publishing or a withdrawal that is to happen at a moment; ``outcome`` is empty until it has."""

    __tablename__ = "schedules"
    __table_args__ = (Index("ix_schedules_outcome_at", "outcome", "at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), index=True)
    action: Mapped[str] = mapped_column(String(12))
    revision: Mapped[int]
    at: Mapped[datetime]
    successor_id: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20))
    done_at: Mapped[datetime | None]


class AutosaveRow(Base):
    """What one person has typed and not saved yet. ``entry_id`` may be that of an entry still to be made."""

    __tablename__ = "autosaves"

    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    entry_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    base_revision: Mapped[int]
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class AttachmentRow(Base):
    """A file that hangs on an entry; its bytes lie in the data folder under their SHA-256."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]


class NoticeRow(Base):
    """A reminder for one person. ``key`` keeps the same reminder from being written twice."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("person", "entry_id", "kind", "key"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    person: Mapped[str] = mapped_column(String(80), index=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(1000))
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
