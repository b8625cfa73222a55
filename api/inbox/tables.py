"""The inbox: what arrived, and how far it got."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class IncomingRow(Base):
    """One message as the channel sent it. ``state``: received, done; whoever works on it holds it until ``held_until``."""

    __tablename__ = "incoming_messages"
    __table_args__ = (
        Index("ix_incoming_messages_state", "state", "held_until"),
        Index("ix_incoming_messages_sender", "channel", "sender"),
    )

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    sender: Mapped[str] = mapped_column(String(128))
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int]
    held_by: Mapped[str] = mapped_column(String(64))
    held_until: Mapped[datetime]
    turn_id: Mapped[str | None] = mapped_column(String(64))
    done_at: Mapped[datetime | None]
