"""Tables of the knowledge base. A revision and what hangs on it is never changed or deleted; triggers see to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base

MAX_LINE = 500  # characters of a text that is looked up; PostgreSQL indexes 2,700 bytes
IMMUTABLE_TABLES = ("revisions", "clauses", "question_answers", "interpreted_documents")


class RegionRow(Base):
    """A region by GB/T 2260 code."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    aliases: Mapped[list[str]]


class DepartmentRow(Base):
    """A department that answers for policies."""

    __tablename__ = "departments"

    name: Mapped[str] = mapped_column(String(MAX_LINE), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))


class EntryRow(Base):
    """A policy document or an interpretation over its life; its words are in its revisions."""

    __tablename__ = "entries"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    latest_revision: Mapped[int]
    published_revision: Mapped[int | None]
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("entries.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CatalogueRow(Base):
    """One line for each entry: what lists show, and where the work on it stands.

    The words are those of the latest revision; the days those of the published one, where there is one. ``authors``
    wrote what is not public yet. ``words`` is the text cut into words, for the search of the database.
    """

    __tablename__ = "catalogue"
    __table_args__ = (Index("ix_catalogue_updated_at", "updated_at", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(MAX_LINE))
    document_number: Mapped[str] = mapped_column(String(MAX_LINE))
    department: Mapped[str] = mapped_column(String(MAX_LINE), index=True)
    region_code: Mapped[str] = mapped_column(String(12))
    field_name: Mapped[str] = mapped_column(String(MAX_LINE))
    revision: Mapped[int]
    published_revision: Mapped[int | None]
    successor_id: Mapped[str | None] = mapped_column(String(64))
    effective_from: Mapped[date | None]
    expires_on: Mapped[date | None]
    repealed_on: Mapped[date | None]
    review_due_on: Mapped[date | None] = mapped_column(index=True)
    scheduled_at: Mapped[datetime | None]
    assignee: Mapped[str] = mapped_column(String(80), index=True)
    due_on: Mapped[date | None]
    authors: Mapped[list[str]]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(deferred=True)


class RevisionRow(Base):
    """What an entry said from one moment on."""

    __tablename__ = "revisions"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MAX_LINE), index=True)
    document_number: Mapped[str] = mapped_column(String(MAX_LINE), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    department: Mapped[str] = mapped_column(String(MAX_LINE))
    effective_from: Mapped[date | None]
    expires_on: Mapped[date | None]
    repealed_on: Mapped[date | None]
    content_hash: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, Any]]
    author: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


def _of_revision() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["entry_id", "revision"], ["revisions.entry_id", "revisions.number"])


class ClauseRow(Base):
    """One clause of a policy document's revision."""

    __tablename__ = "clauses"
    __table_args__ = (_of_revision(),)

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    heading: Mapped[list[str]]
    text: Mapped[str]
    responsible_units: Mapped[list[str]]


class QuestionAnswerRow(Base):
    """One curated question and answer of an interpretation's revision."""

    __tablename__ = "question_answers"
    __table_args__ = (_of_revision(),)

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str]
    aspect: Mapped[str] = mapped_column(String(20))
    conclusion: Mapped[str]
    details: Mapped[str]
    similar: Mapped[list[str]]
    negative: Mapped[list[str]]
    basis: Mapped[list[dict[str, str]]]


class InterpretedDocumentRow(Base):
    """Which document, by title, an interpretation's revision explains; it holds no longer than that document."""

    __tablename__ = "interpreted_documents"
    __table_args__ = (_of_revision(),)

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MAX_LINE), index=True)


class ChangeRow(Base):
    """One line of the change log: from this moment on the entry reads so, or is gone."""

    __tablename__ = "change_log"
    __table_args__ = (Index("ix_change_log_entry_id", "entry_id"), {"sqlite_autoincrement": True})

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"))
    action: Mapped[str] = mapped_column(String(12))
    revision: Mapped[int | None]
    at: Mapped[datetime]


class EmbeddingRow(Base):
    """The vector of a text under one model, little-endian float16: no text is embedded twice."""

    __tablename__ = "embeddings"

    model: Mapped[str] = mapped_column(String(120), primary_key=True)
    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
