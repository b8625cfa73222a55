"""Requests and replies of a conversation, as the contract has them."""

import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from knowledge.answering.answer import QuoteOrigin
from knowledge.answering.outcome import Outcome
from knowledge.model.validity import Status

MAX_MESSAGE = 500
_LAYOUT = frozenset("\t\n\r")


def without_controls(text: str) -> str:
    """Return the text; a validator for what people write.

    Raises:
        PydanticCustomError: it has a control character that is no layout.
    """
    if any(unicodedata.category(char) == "Cc" for char in set(text) - _LAYOUT):
        raise PydanticCustomError("control_character", "has a control character")
    return text


def not_blank(text: str) -> str:
    """Return the text, which has something to read."""
    if all(unicodedata.category(char)[0] in "ZC" for char in text):
        raise PydanticCustomError("blank", "has nothing to read")
    return text


Words = Annotated[str, Field(max_length=MAX_MESSAGE), AfterValidator(without_controls)]
Message = Annotated[Words, Field(min_length=1), AfterValidator(not_blank)]
Id = Annotated[str, Field(max_length=64, pattern="^[A-Za-z0-9_-]*$")]


class ChatRequest(BaseModel):
    """One message of a citizen; ``on`` asks for the rules of another day.

    ``key`` is the visitor's own id of the message: sent again with it, the message is answered once and the same.
    """

    message: Message
    conversation_id: Id | None = None
    region: Annotated[str, Field(max_length=12)] | None = None
    on: date | None = None
    key: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{8,64}$")] | None = None


class ButtonOut(BaseModel):
    """A quick reply."""

    title: str
    payload: str


class CitationOut(BaseModel):
    """Where a statement stands."""

    model_config = ConfigDict(from_attributes=True)

    entry_id: str
    title: str
    document_number: str
    clause: str
    quote: str
    quote_from: QuoteOrigin
    status: Status
    effective_from: date | None
    expires_on: date | None
    department: str
    url: str
    status_text: str = ""


class ReplyOut(BaseModel):
    """What the citizen reads and hears."""

    text: str
    spoken: str
    buttons: list[ButtonOut]


class IntentOut(BaseModel):
    """What the dialogue understood."""

    name: str
    confidence: float


class TurnReply(BaseModel):
    """One turn, answered; ``silent`` where a person has the conversation and the service adds nothing."""

    conversation_id: str
    message_id: str
    consult_code: str
    outcome: Outcome
    reply: ReplyOut
    citations: list[CitationOut]
    notice: str
    confidence: float
    intent: IntentOut
    degraded: bool
    silent: Annotated[bool, Field(exclude_if=lambda silent: not silent)] = False
    timing_ms: dict[str, float]


class FeedbackRequest(BaseModel):
    """What a citizen says of an answer."""

    message_id: Id
    helpful: bool
    reason: Words = ""
