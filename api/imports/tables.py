"""Import jobs, their files and their rows. The bytes of the files lie in the data folder."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base
from api.records.tables import MAX_LINE


class ImportRow(Base):
    """A job. ``held_by`` works on it until ``held_until``; then another process may, for its holder may be dead.

    ``scope`` is what the person who brought the files answers for, nothing where that is everything.
    """

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_state", "state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    dry_run: Mapped[bool]
    cancelled: Mapped[bool]
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    department: Mapped[str] = mapped_column(String(MAX_LINE))
    region_code: Mapped[str] = mapped_column(String(12))
    field_name: Mapped[str] = mapped_column(String(200))
    scope: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    message: Mapped[str]
    done: Mapped[int]
    total: Mapped[int]
    held_by: Mapped[str] = mapped_column(String(64))
    held_until: Mapped[datetime | None]


class ImportFileRow(Base):
    """A file of a job, as it was sent. ``notes`` says what of it was left out."""

    __tablename__ = "import_files"

    import_id: Mapped[str] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    size: Mapped[int]
    read: Mapped[bool]
    notes: Mapped[list[str]]


class ImportItemRow(Base):
    """One row of the report: a document, a file of an archive, or the rows of a sheet with one title.

    ``state`` says what the row means for the records; ``stored`` that they know it. ``content`` is what was read, and
    ``kind`` of which kind that is.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        ForeignKeyConstraint(["import_id", "file_n"], ["import_files.import_id", "import_files.n"]),
        UniqueConstraint("import_id", "file_n", "part", name="uq_import_rows_import_id_file_n_part"),
    )

    import_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    file_n: Mapped[int]
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    part: Mapped[str] = mapped_column(String(MAX_LINE))
    state: Mapped[str] = mapped_column(String(12))
    stored: Mapped[bool]
    title: Mapped[str] = mapped_column(String(MAX_LINE))
    document_number: Mapped[str] = mapped_column(String(MAX_LINE))
    message: Mapped[str]
    remedy: Mapped[str]
    warnings: Mapped[list[str]]
    duplicates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    text_hash: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(16))
    decision: Mapped[str] = mapped_column(String(80))
    entry_id: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]


class TextDigestRow(Base):
    """What the latest revision of an entry says, in short: equal hashes are equal texts, near digests similar ones."""

    __tablename__ = "text_digests"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    revision: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(16))
