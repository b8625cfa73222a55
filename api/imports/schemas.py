"""Imports as HTTP shows them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from api.imports.states import DuplicateKind, JobState, RowState

Decision = Annotated[str, StringConstraints(pattern=r"^(skip|new|revise:[\w\-]{1,64})$")]


class DuplicateOut(BaseModel):
    """What a row is like: a stored entry, or an earlier ``row`` of the same import."""

    kind: DuplicateKind
    title: str
    similarity: float
    entry_id: str = ""
    row: int = 0


class RowOut(BaseModel):
    """One row of the report. ``entry_id`` is the entry it revises, or, once stored, the one that holds it."""

    n: int
    name: str
    part: str
    state: RowState
    stored: bool
    title: str
    document_number: str
    message: str
    remedy: str
    warnings: list[str]
    duplicates: list[DuplicateOut]
    decision: str
    entry_id: str
    revision: int


class FileOut(BaseModel):
    """A file of an import, and what of it was left out."""

    n: int
    name: str
    size: int
    notes: list[str]


class ImportOut(BaseModel):
    """An import. ``rows`` and ``files`` are given where one import is asked for."""

    id: str
    state: JobState
    dry_run: bool
    created_by: str
    created_at: datetime
    finished_at: datetime | None
    message: str
    done: int
    total: int
    counts: dict[str, int]
    undecided: int
    files: list[FileOut] = []
    rows: list[RowOut] = []


class ConfirmRequest(BaseModel):
    """What to do with rows, by number: leave out, store as an entry of its own, or as a revision of an entry."""

    decisions: Annotated[dict[int, Decision], Field(max_length=20000)] = {}


class BlockOut(BaseModel):
    """A paragraph of the original with its role."""

    line: int
    role: str
    text: str


class PreviewClauseOut(BaseModel):
    """A clause, or a question and its answer, as it was read."""

    label: str
    heading: list[str]
    text: str
    responsible_units: list[str]
    line: int


class MetadataOut(BaseModel):
    """A proposed fact and the sentence that says it; ``line`` is 0 where it is not known."""

    field: str
    label: str
    value: str
    sentence: str
    line: int


class LinkOut(BaseModel):
    """A document that is named; ``entry_id`` is empty where it is not stored."""

    title: str
    document_number: str
    entry_id: str


class PreviewOut(BaseModel):
    """One row beside its original. ``kind`` is document or interpretation, empty where nothing could be read."""

    row: RowOut
    blocks: list[BlockOut]
    clauses: list[PreviewClauseOut]
    metadata: list[MetadataOut]
    duplicates: list[DuplicateOut]
    links: list[LinkOut]
    kind: str
    content: dict[str, Any] | None
