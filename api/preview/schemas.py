"""Requests and replies of the preview."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.conversations.schemas import CitationOut, Id, Message
from api.records.entry import EntryKind
from knowledge.answering.outcome import Outcome
from knowledge.conflicts.comparing import DifferenceKind, Verdict
from knowledge.conflicts.conflict import ConflictKind


class DraftIn(BaseModel):
    """A draft, stored or not, half-written or not. ``entry_id`` is the entry that it would replace the words of."""

    kind: EntryKind
    content: dict[str, Any]
    entry_id: Id = ""


class AskRequest(DraftIn):
    """A question to try on a draft."""

    question: Message
    region: Annotated[str, Field(max_length=12)] = ""


class FeatureOut(BaseModel):
    """A feature of a candidate: ``weight`` is what it adds to the score."""

    value: float
    weight: float
    label: str


class RivalOut(BaseModel):
    """A candidate. ``share`` is its part of the scores; ``is_draft`` tells that it is a passage of the draft."""

    rank: int
    entry_id: str
    title: str
    text: str
    score: float
    share: float
    features: dict[str, FeatureOut]
    matched_question: str
    is_draft: bool


class Turn(BaseModel):
    """What a citizen would get, and why. ``hint`` says why the draft is not used, or that it is."""

    outcome: Outcome
    label: str
    text: str
    confidence: float
    threshold: float
    explanation: str
    hint: str = ""
    warnings: list[str] = []
    citations: list[CitationOut]
    rivals: list[RivalOut]


class AskReply(BaseModel):
    """The same question, asked of the knowledge as it is public now and as it would be with the draft."""

    now: Turn
    draft: Turn


class DifferenceOut(BaseModel):
    """One thing that two sides tell differently."""

    model_config = ConfigDict(from_attributes=True)

    kind: DifferenceKind
    label: str
    mine: str
    theirs: str


class ConflictOut(BaseModel):
    """Two answers to one question, or two documents of one name. ``similarity`` tells how likely it is one matter."""

    model_config = ConfigDict(from_attributes=True)

    kind: ConflictKind
    question: str
    entry_id: str
    title: str
    other_question: str
    similarity: float
    mine: str
    theirs: str
    verdict: Verdict
    differences: list[DifferenceOut]
    note: str
