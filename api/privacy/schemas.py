"""JSON of what is kept of one person."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.conversations.schemas import CitationOut, Words
from api.handover.states import Author, RequestState
from knowledge.answering.outcome import Outcome


class KeptFeedback(BaseModel):
    """A judgement of an answer."""

    helpful: bool
    reason: str
    at: datetime


class KeptTurn(BaseModel):
    """A question, personal data masked, and its answer."""

    question: str
    received_at: datetime
    outcome: Outcome | None
    answer: str
    citations: list[CitationOut]
    feedback: list[KeptFeedback]


class KeptMessage(BaseModel):
    """What was said outside the turns."""

    author: Author
    text: str
    at: datetime


class KeptRequest(BaseModel):
    """A question left for a person."""

    question: str
    contact: str
    state: RequestState
    created_at: datetime
    closed_at: datetime | None
    rating: int | None
    rating_words: str


class KeptPiece(BaseModel):
    """What the person said on the telephone, personal data masked."""

    text: str
    at: datetime


class KeptCall(BaseModel):
    """A call; the number is masked."""

    caller: str
    started_at: datetime
    ended_at: datetime | None
    pieces: list[KeptPiece]


class KeptConversation(BaseModel):
    """A conversation."""

    consult_code: str
    channel: str
    region: str
    started_at: datetime
    last_at: datetime
    turns: list[KeptTurn]
    messages: list[KeptMessage]
    requests: list[KeptRequest]
    calls: list[KeptCall]


class KeptName(BaseModel):
    """Who the person is on a channel."""

    channel: str
    external_id: str
    subscribed: bool
    last_at: datetime


class KeptArrival(BaseModel):
    """A message as a channel brought it."""

    channel: str
    kind: str
    received_at: datetime
    content: dict[str, Any]


class KeptSending(BaseModel):
    """A message on its way to the person, or delivered."""

    channel: str
    text: str
    state: str
    created_at: datetime


class SubjectRecord(BaseModel):
    """Everything that is kept of one person. ``kept`` names what is kept by law, and not in here."""

    title: str
    basis: str
    notice: str
    made_at: datetime
    conversations: list[KeptConversation]
    names: list[KeptName]
    arrived: list[KeptArrival]
    sent: list[KeptSending]
    kept: list[str]


class ErasureRequest(BaseModel):
    """The order to delete; ``confirm`` has to be ``true``."""

    confirm: Literal[True]


class StaffErasureRequest(ErasureRequest):
    """The same from staff, for who asked on the telephone; why, without words of the citizen."""

    reason: Annotated[Words, Field(min_length=2)]


class ErasureOut(BaseModel):
    """How much was deleted, and what is kept by law."""

    conversations: int
    turns: int
    messages: int
    kept: list[str]
