"""Questions left for a person, and what people said."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class PersonRequestRow(Base):
    """A question a citizen left for a person. ``contact`` is sealed; ``state``: waiting, taken, closed.

    ``department`` and ``wanted`` (a username) say who is to take it, empty where anybody may; ``approving`` that the service
    drafts and the person sends. ``rating`` is what the citizen said of it afterwards, 1 to 5.
    """

    __tablename__ = "person_requests"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64))
    question: Mapped[str]
    contact: Mapped[str]
    state: Mapped[str] = mapped_column(String(12), index=True)
    created_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(String(80))
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(80), server_default="")
    wanted: Mapped[str] = mapped_column(String(80), server_default="")
    approving: Mapped[bool] = mapped_column(server_default=false())
    rating: Mapped[int | None]
    rating_words: Mapped[str] = mapped_column(String(500), server_default="")
    rated_at: Mapped[datetime | None]


class ConversationMessageRow(Base):
    """What was said in a conversation outside its turns. ``author_kind``: person, citizen, system.

    ``key`` is the author's own id of it: brought twice, it is said once.
    """

    __tablename__ = "conversation_messages"
    __table_args__ = (Index("ix_conversation_messages_key", "conversation_id", "author", "key", unique=True),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    author_kind: Mapped[str] = mapped_column(String(12))
    author: Mapped[str] = mapped_column(String(80))
    text: Mapped[str]
    turn_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(String(64))


class ConversationNoteRow(Base):
    """A note of staff about a conversation, which the citizen never sees."""

    __tablename__ = "conversation_notes"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    author: Mapped[str] = mapped_column(String(80))
    text: Mapped[str]
    at: Mapped[datetime]
