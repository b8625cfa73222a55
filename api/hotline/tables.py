"""Calls, and what was said in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class CallRow(Base):
    """One call. ``source`` says who reported it: hotline, audiocodes, jambonz, audiosocket; ``external_id`` is its name there.

    ``caller`` is the sealed number, ``caller_masked`` what may be shown; ``state``: ringing, answered, ended. Its questions
    are turns of ``conversation_id``; ``spoken_of`` is the conversation whose consult code the caller read out;
    ``alive_until`` is when who reports it has to have refreshed it, where that has to be done.
    """

    __tablename__ = "calls"
    __table_args__ = (UniqueConstraint("source", "external_id"), Index("ix_calls_state", "state", "started_at"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(128))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    spoken_of: Mapped[str | None] = mapped_column(String(64))
    caller: Mapped[str]
    caller_masked: Mapped[str] = mapped_column(String(40))
    operator: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(20))
    alive_until: Mapped[datetime | None]


class CallSayingRow(Base):
    """What a caller is in the middle of saying, personal data masked, with the answer to it; empty when nothing is.

    A row is never deleted before its call: words that come too late are told by the moment of what took them away.
    """

    __tablename__ = "call_sayings"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    text: Mapped[str]
    answer: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class CallPieceRow(Base):
    """One piece of what was said, personal data masked. ``key`` is its own within the call: the same piece twice is one.

    ``speaker``: citizen, operator, bot; ``turn_id`` is the turn that answered it, where one did; ``step`` is what the
    telephone bot said there and where its call stood afterwards, where the piece is one of its steps.
    """

    __tablename__ = "call_pieces"
    __table_args__ = (UniqueConstraint("call_id", "key"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    key: Mapped[str] = mapped_column(String(64))
    speaker: Mapped[str] = mapped_column(String(12))
    text: Mapped[str]
    turn_id: Mapped[str | None] = mapped_column(String(64))
    step: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]
