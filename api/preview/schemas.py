"""Requests and replies of the preview."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.conversations.schemas import CitationOut, Id, Message
from api.records.entry import EntryKind
from knowledge.answering.outcome import Outcome


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
