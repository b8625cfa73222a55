"""Watched sites: what is looked at, which pages were seen, and when each host may be asked again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base
from api.records.tables import MAX_LINE

MAX_URL = 2000


class WatchRow(Base):
    """A list page or a feed. ``failures`` counts those in a row."""

    __tablename__ = "watches"
    __table_args__ = (Index("ix_watches_due_at", "due_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    url: Mapped[str] = mapped_column(String(MAX_URL))
    kind: Mapped[str] = mapped_column(String(10))
    department: Mapped[str] = mapped_column(String(MAX_LINE))
    region_code: Mapped[str] = mapped_column(String(12))
    every_minutes: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    found: Mapped[int]
    failures: Mapped[int]
    error: Mapped[str]
    etag: Mapped[str] = mapped_column(String(300))
    last_modified: Mapped[str] = mapped_column(String(60))


class WatchedPageRow(Base):
    """A page of a list. ``due`` tells that it was to be looked at and was not yet; ``text_hash`` is of its words alone."""

    __tablename__ = "watched_pages"

    watch_id: Mapped[str] = mapped_column(ForeignKey("watches.id"), primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(String(MAX_URL))
    title: Mapped[str] = mapped_column(String(MAX_LINE))
    place: Mapped[int]
    due: Mapped[bool]
    checked_at: Mapped[datetime | None]
    etag: Mapped[str] = mapped_column(String(300))
    last_modified: Mapped[str] = mapped_column(String(60))
    text_hash: Mapped[str] = mapped_column(String(64))
    entry_id: Mapped[str] = mapped_column(String(64))
    error: Mapped[str]


class WatchedHostRow(Base):
    """A host, for all replicas: when it may be asked again, and what its robots.txt says."""

    __tablename__ = "watched_hosts"

    host: Mapped[str] = mapped_column(String(300), primary_key=True)
    next_at: Mapped[datetime]
    robots: Mapped[str | None]
    robots_at: Mapped[datetime | None]
