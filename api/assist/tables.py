"""Drafted answers, and what operators did with answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class DraftedAnswerRow(Base):
    """An answer made for the operator of a conversation, never shown to the citizen by itself.

    ``key`` is the turn that it answers, or a digest of the operator's own words: asked again, the same draft comes back.
    """

    __tablename__ = "drafted_answers"
    __table_args__ = (UniqueConstraint("conversation_id", "key"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    key: Mapped[str] = mapped_column(String(64))
    question: Mapped[str]
    reply: Mapped[dict[str, Any]]
    provenance: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class AnswerUseRow(Base):
    """What an operator did with an answer: ``kind`` is adopted, edited or wrong.

    The answer is that of ``turn_id``, of ``draft_id``, or the passage of an entry that the search showed. ``words`` are
    what the citizen was told, or what would be right, personal data masked.
    """

    __tablename__ = "answer_uses"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    call_id: Mapped[str | None] = mapped_column(String(64), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64), index=True)
    draft_id: Mapped[str | None] = mapped_column(String(64))
    entry_ids: Mapped[list[str]]
    kind: Mapped[str] = mapped_column(String(12))
    question: Mapped[str]
    words: Mapped[str]
    reason: Mapped[str] = mapped_column(String(500))
    username: Mapped[str] = mapped_column(String(80), index=True)
    at: Mapped[datetime]
