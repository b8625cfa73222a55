"""JSON of the hotline: what a switchboard brings, and what an operator gets."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from api.conversations.schemas import CitationOut, Id, Words, not_blank
from api.handover.schemas import DeskConversation
from api.hotline.port import CallState, Speaker
from api.hotline.reading import readable
from knowledge.answering.outcome import Outcome

_MAX_SAID = 20_000  # about what fits into a body
CallId = Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,255}$")]
Turn = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]{1,64}$")]
Said = Annotated[str, Field(max_length=_MAX_SAID), AfterValidator(readable)]
Asked = Annotated[Said, AfterValidator(not_blank)]
Region = Annotated[str, Field(max_length=12)]


class _Brought(BaseModel):
    """What a switchboard brings; a number is as good a name as a text."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


class CallEventKind(StrEnum):
    """What happened on the telephone."""

    RINGING = "ringing"
    ANSWERED = "answered"
    TRANSCRIPT = "transcript"
    HANGUP = "hangup"


class CallEvent(_Brought):
    """One thing that happened. ``speaker`` said ``text``, or, of a hang-up, is who hung up; ``final`` that these words stay.

    ``id`` is the event's own within the call: brought again, it changes nothing.
    """

    id: Turn
    event: CallEventKind
    at: AwareDatetime | None = None
    caller: Annotated[str, Field(max_length=200)] = ""
    operator: Annotated[str, Field(max_length=80)] = ""
    speaker: Speaker = Speaker.CITIZEN
    text: Said = ""
    final: bool = True
    region: Region = ""


class AssistRequest(_Brought):
    """A question that a caller asks; ``on`` asks for the rules of another day."""

    call_id: CallId
    turn: Turn
    text: Asked
    region: Region = ""
    on: date | None = None


class AnswerUseRequest(_Brought):
    """What became of an answer: read out as it was, in other ``words``, or found wrong."""

    call_id: CallId
    turn: Turn
    kind: Literal["adopted", "edited", "wrong"]
    words: Said = ""
    reason: Words = ""


class CategoryOut(BaseModel):
    """The class of 工单 that is suggested; always a suggestion."""

    code: str
    name: str
    suggested: Literal[True] = True


class Assist(BaseModel):
    """An answer for who is on the telephone: ``spoken`` is short and can be read aloud, ``script`` all of it by sentences.

    ``handoff`` that it should not be read out without a second look; ``category`` is nothing where nothing was asked.
    """

    call_id: str
    turn: str
    message_id: str
    conversation_id: str
    consult_code: str
    outcome: Outcome
    spoken: str
    script: list[str]
    text: str
    citations: list[CitationOut]
    entry_ids: list[str]
    category: CategoryOut | None
    department: str
    phone: str
    confidence: float
    handoff: bool
    notice: str
    emergency: bool
    timing_ms: dict[str, float]


class CallReply(BaseModel):
    """How a call stands after an event; ``assist`` answers what the caller just said, nothing where nothing was asked."""

    call_id: str
    state: CallState
    consult_code: str
    assist: Assist | None


class AnswerUseOut(BaseModel):
    """What was kept."""

    use_id: str


class CallItem(BaseModel):
    """A call; ``caller`` is masked, and its questions are those of ``conversation_id``."""

    call_id: str
    external_id: str
    source: str
    state: CallState
    caller: str
    operator: str
    consult_code: str
    conversation_id: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


class CallList(BaseModel):
    """Calls, the newest first."""

    items: list[CallItem]


class PieceOut(BaseModel):
    """What was said, personal data masked; ``turn_id`` is the answer to it."""

    id: int
    speaker: Speaker
    text: str
    at: datetime
    turn_id: str | None


class SayingOut(BaseModel):
    """What the caller is in the middle of saying, personal data masked; ``assist`` what would be answered, if that is certain.

    It is no record: an answer to it has no ``message_id``, and cannot be adopted.
    """

    text: str
    at: datetime
    assist: Assist | None


class CallView(BaseModel):
    """A call with all that was said and answered; ``history`` is the conversation whose code the caller read out."""

    call: CallItem
    pieces: list[PieceOut]
    answers: list[Assist]
    saying: SayingOut | None
    history: DeskConversation | None


class CodeRead(BaseModel):
    """A consult code, as the caller reads it out."""

    code: Annotated[str, Field(min_length=1, max_length=100)]


class OperatorQuestion(BaseModel):
    """A question in the operator's own words; ``id`` is their own of it."""

    text: Asked
    id: Annotated[Id, Field(min_length=1, max_length=58)]
