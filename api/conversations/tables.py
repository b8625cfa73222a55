"""Tables of conversations. A question is stored when it arrives; its answer is stored once and never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base

IMMUTABLE_TABLES = ("answer_records",)


class ConversationRow(Base):
    """One conversation. ``topic_id`` is the entry being talked about, ``memory`` what else the next turn builds
    on, ``consult_code`` what a citizen can read out. ``visitor_id`` is who may carry it on, empty where whoever knows the
    id may; ``mode`` who answers: bot, waiting (for a person), person (named in ``person``: the bot is silent).
    """

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    consult_code: Mapped[str] = mapped_column(String(6), unique=True)
    region_code: Mapped[str | None] = mapped_column(String(12))
    topic_id: Mapped[str | None] = mapped_column(String(64))
    memory: Mapped[dict[str, Any] | None]
    turns: Mapped[int]
    visitor_id: Mapped[str | None] = mapped_column(String(64), index=True)
    mode: Mapped[str] = mapped_column(String(10), server_default="bot")
    person: Mapped[str | None] = mapped_column(String(80))
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]


class TurnRow(Base):
    """One question of a citizen, personal data masked. ``key`` is the sender's own id of it, so that it is taken once;
    until ``held_until`` somebody works on its answer. ``region_code`` and ``asked_on`` are what came with it: with them it
    can be answered again.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "ordinal"),
        Index("ix_turns_received_at", "received_at"),
        Index("ix_turns_key", "key", unique=True),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    ordinal: Mapped[int]
    question: Mapped[str]
    received_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(String(160))
    held_until: Mapped[datetime | None]
    region_code: Mapped[str | None] = mapped_column(String(12))
    asked_on: Mapped[date | None]


class AnswerRecordRow(Base):
    """What was answered and what it rested on: passages copied, scores, rules, versions. Replayable."""

    __tablename__ = "answer_records"
    __table_args__ = (Index("ix_answer_records_outcome", "outcome", "answered_at"),)

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reply: Mapped[dict[str, Any]]
    provenance: Mapped[dict[str, Any]]
    answered_at: Mapped[datetime]


class FeedbackRow(Base):
    """What a citizen said of an answer; the newest row counts."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id"), index=True)
    helpful: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
