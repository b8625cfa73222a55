"""Requests and replies of the dictionary."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.conversations.schemas import Words
from knowledge.dictionary.checking import Severity
from knowledge.dictionary.words import DictionaryWord, Group, Op, Origin, WordChange

Text = Annotated[Words, Field(max_length=60)]
Reason = Words
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ChangeIn(BaseModel):
    """A word that comes or goes. Groups other than ``colloquial`` have ``said`` alone."""

    op: Op
    group: Group
    said: Text = ""
    official: Text = ""
    note: Annotated[Words, Field(max_length=200)] = ""

    def change(self) -> WordChange:
        """Return the change, its words as questions are read."""
        return WordChange(self.op, DictionaryWord(self.group, self.said, self.official, self.note).tidied())


class ChangeOut(BaseModel):
    """A change as it was made, or as a table proposes it."""

    op: Op
    group: Group
    said: str
    official: str
    note: str


Changes = Annotated[list[ChangeIn], Field(min_length=1, max_length=500)]


class EffectRequest(BaseModel):
    """Changes to try."""

    changes: Changes


class SaveRequest(BaseModel):
    """Changes to save over the version they were made from."""

    changes: Changes
    base_version: Version
    reason: Reason = ""


class RollbackRequest(BaseModel):
    """Which version the words are to be those of again."""

    version: Version
    base_version: Version
    reason: Reason = ""


class WordOut(BaseModel):
    """One word of the dictionary."""

    id: str
    group: Group
    said: str
    official: str
    origin: Origin
    note: str


class DictionaryOut(BaseModel):
    """The newest version of the words."""

    version: int
    words: list[WordOut]


class FindingOut(BaseModel):
    """Something about the change at ``index``, counted from 0."""

    model_config = ConfigDict(from_attributes=True)

    index: int
    severity: Severity
    code: str
    message: str


class SavedOut(BaseModel):
    """What was saved. ``rebuilds`` tells that words of the index were cut anew."""

    version: int
    warnings: list[FindingOut]
    rebuilds: bool


class VersionOut(BaseModel):
    """One version of the own words."""

    number: int
    author: str
    reason: str
    at: datetime
    changes: list[ChangeOut]


class TableOut(BaseModel):
    """What a table would change: nothing is saved yet."""

    changes: list[ChangeOut]
    known: int
    findings: list[FindingOut]


class EffectState(StrEnum):
    """How far a trial is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class AnswerOut(BaseModel):
    """What came of a question."""

    verdict: str
    outcome: str
    top: str
    confidence: float


class ComparedOut(BaseModel):
    """One question before and after."""

    id: str
    question: str
    before: AnswerOut
    after: AnswerOut


class ExampleOut(BaseModel):
    """In how many passages a word stands, and some of them."""

    word: str
    passages: int
    samples: list[dict[str, str]]


class EffectResult(BaseModel):
    """What the changes do to the frozen questions. ``rebuilds`` tells that the index has to be cut anew for them."""

    asked: int
    better: list[ComparedOut]
    worse: list[ComparedOut]
    changed: list[ComparedOut]
    examples: list[ExampleOut]
    warnings: list[str]
    rebuilds: bool


class EffectOut(BaseModel):
    """A trial of changes."""

    id: str
    state: EffectState
    done: int
    total: int
    created_by: str
    created_at: datetime
    changes: list[ChangeOut]
    result: EffectResult | None = None
    message: str = ""

    @classmethod
    def of(cls, row: Any) -> "EffectOut":  # noqa: ANN401  # a row of the database
        """Return a trial as it stands in the database."""
        result = EffectResult.model_validate(row.result) if row.state == EffectState.DONE else None
        changes = [ChangeOut(**change) for change in row.changes]
        return cls(
            id=row.id, state=row.state, done=row.done, total=row.total, created_by=row.created_by,
            created_at=row.created_at, changes=changes, result=result, message=row.result.get("message", ""),
        )  # fmt: skip
