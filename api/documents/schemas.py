"""What an import reports, row by row."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field


class ClauseOut(BaseModel):
    """One clause as it was read."""

    number: str
    heading: str
    text: str
    responsible_units: list[str]


class ImportReport(BaseModel):
    """One file, or a part of it: what it was read as, and what became of it.

    ``state`` is draft, published, unchanged or failed. ``verdict`` says what it means for the records (new, changed,
    unchanged, duplicate) where it was compared with them, and ``duplicates`` what it is like.
    """

    name: str
    entry_id: str = ""
    revision: int = 0
    state: str
    title: str = ""
    document_number: str = ""
    issuer: str = ""
    clauses: list[ClauseOut] = []
    warnings: list[str] = []
    error: str = ""
    kind: str = "document"
    verdict: str = ""
    duplicates: list[str] = []


class DocumentOut(BaseModel):
    """One line of the list of documents."""

    entry_id: str
    title: str
    document_number: str
    state: str
    revision: int


class Draft(BaseModel):
    """A revision that is to be published: of a policy document, at the machine of an answer too."""

    entry_id: Annotated[str, Field(min_length=1, max_length=64)]
    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]


class PublishRequest(BaseModel):
    """Drafts to publish together. ``despite_gate`` is the reason for publishing although answers get worse."""

    drafts: Annotated[list[Draft], Field(min_length=1, max_length=500)]
    despite_gate: Annotated[str, Field(max_length=500)] = ""


class GateState(StrEnum):
    """What the gate said of a publish."""

    NOT_NEEDED = "not_needed"
    PASSED = "passed"
    FAILED = "failed"
    OVERRIDDEN = "overridden"


class PublishReport(BaseModel):
    """What became of a publish: every draft is published, or none. ``findings`` says which questions get worse."""

    gate: GateState
    published: list[str]
    findings: list[str] = []
