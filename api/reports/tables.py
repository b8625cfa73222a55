"""Proposals on entries from the desk."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class EntryReportRow(Base):
    """One proposal. ``kind``: wrong or edited; ``state``: open, accepted, rejected, withdrawn (the entry was taken back).

    It says nothing of who asked: ``question`` has personal data masked, and outlives the conversation.
    """

    __tablename__ = "entry_reports"
    __table_args__ = (Index("ix_entry_reports_state", "state", "created_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(80))
    question: Mapped[str]
    answer: Mapped[str]
    proposed: Mapped[str]
    reason: Mapped[str] = mapped_column(String(500))
    reported_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(String(500))
