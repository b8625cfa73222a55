"""The outbox: what has to be sent, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class OutgoingRow(Base):
    """One message. ``sequence`` orders the messages of a recipient; ``key`` makes a second writing of it a no-op.

    ``state``: waiting, offered (handed over inside the reply to the channel's own request, which the channel repeats when
    it did not get it), delivered, deferred, refused.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        Index("ix_outgoing_messages_due", "state", "due_at"),
        Index("ix_outgoing_messages_recipient", "channel", "recipient", "sequence"),
        Index("ix_outgoing_messages_conversation", "conversation_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    key: Mapped[str] = mapped_column(String(160), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    recipient: Mapped[str] = mapped_column(String(128))
    conversation_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str]
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    held_by: Mapped[str] = mapped_column(String(64))
    held_until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
