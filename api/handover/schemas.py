"""JSON of questions for a person: the citizen's side, and the desk's."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.conversations.mode import Mode
from api.conversations.schemas import CitationOut, Id, Words, not_blank, without_controls
from api.handover.consultations import ConsultationState
from api.handover.standing import Stands
from api.handover.states import Author, CloseReason, RequestState
from knowledge.answering.outcome import Outcome

MAX_CONTACT, MAX_WORDS = 100, 2000


class PersonRequest(BaseModel):
    """A question for a person; without words it is the question of ``message_id``, or the last one."""

    question: Words = ""
    contact: Annotated[str, Field(max_length=MAX_CONTACT), AfterValidator(without_controls)] = ""
    message_id: Id | None = None


class PersonRequestOut(BaseModel):
    """What was left, and the sentence for the citizen."""

    model_config = ConfigDict(from_attributes=True)

    request_id: str
    consult_code: str
    state: RequestState
    notice: str


class WaitingOut(BaseModel):
    """How it stands with a citizen's question; ``wait_seconds`` is nothing where it cannot be estimated."""

    model_config = ConfigDict(from_attributes=True)

    state: Stands
    position: int
    ahead: int
    wait_seconds: int | None
    open: bool
    hours: str
    notice: str


class RatingIn(BaseModel):
    """What a citizen says of how a person dealt with the question."""

    score: Annotated[int, Field(ge=1, le=5, strict=True)]
    words: Words = ""


class RatingOut(BaseModel):
    """What was kept, and the sentence for the citizen."""

    score: int
    notice: str


class MessageOut(BaseModel):
    """One message outside the turns, as the citizen sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    author: Author
    text: str
    at: datetime


class PublicAnswerOut(BaseModel):
    """The policy that the last answer cited, in its published words."""

    model_config = ConfigDict(from_attributes=True)

    title: str
    text: str
    citations: list[CitationOut]


class ConsultationOut(BaseModel):
    """What a consult code tells whoever has it."""

    model_config = ConfigDict(from_attributes=True)

    consult_code: str
    channel: str
    started_on: date
    state: ConsultationState
    last_answer: PublicAnswerOut | None


class DeskItem(BaseModel):
    """A question in the list, personal data masked.

    ``position`` is 1 for who is next, 0 for who does not wait; ``department`` and ``wanted``, a username, say whom it was
    given on to; ``approving`` that the service drafts what the person sends.
    """

    conversation_id: str
    consult_code: str
    channel: str
    region: str
    state: RequestState
    question: str
    created_at: datetime
    has_contact: bool
    taken_by: str
    taken_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    last_at: datetime
    position: int
    department: str
    wanted: str
    approving: bool
    rating: int | None


class DeskList(BaseModel):
    """The questions of a state; how many wait, and whether persons answer at this hour."""

    items: list[DeskItem]
    waiting: int
    open: bool


class FeedbackOut(BaseModel):
    """The citizen's last word on an answer."""

    helpful: bool
    reason: str


class DeskTurn(BaseModel):
    """A turn as the desk sees it; ``outcome`` is empty while it is not answered."""

    message_id: str
    message: str
    received_at: datetime
    outcome: Outcome | None
    text: str
    silent: bool
    citations: list[CitationOut]
    feedback: FeedbackOut | None


class DeskMessage(MessageOut):
    """A message with the name of its author."""

    name: str


class NoteOut(BaseModel):
    """A note of staff."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    author: str
    text: str
    at: datetime


class UseOut(BaseModel):
    """What somebody did with an answer: adopted, edited or wrong."""

    model_config = ConfigDict(from_attributes=True)

    turn_id: str | None
    draft_id: str | None
    kind: str
    words: str
    reason: str
    username: str
    at: datetime


class DeskConversation(BaseModel):
    """A conversation as the desk sees it; ``actions`` is what the caller may do with it now."""

    conversation_id: str
    consult_code: str
    channel: str
    region: str
    mode: Mode
    person: str
    started_at: datetime
    requests: list[DeskItem]
    turns: list[DeskTurn]
    messages: list[DeskMessage]
    notes: list[NoteOut]
    uses: list[UseOut]
    actions: list[str]


_Said = Annotated[
    str, Field(min_length=1, max_length=MAX_WORDS), AfterValidator(without_controls), AfterValidator(not_blank)
]
_Key = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{8,64}$")]


class PersonWords(BaseModel):
    """What a person writes to a citizen.

    With a ``key``, the writer's own id of it, it is said once however often it is sent. ``draft_id`` or ``turn_id`` name the
    answer that it was made from.
    """

    text: _Said
    key: _Key | None = None
    draft_id: Id | None = None
    turn_id: Id | None = None

    @property
    def of_an_answer(self) -> bool:
        """Whether they were made from an answer."""
        return bool(self.draft_id or self.turn_id)


class NoteIn(BaseModel):
    """A note for the staff alone."""

    text: _Said


class TransferIn(BaseModel):
    """Whom a conversation is given on to: a colleague or a department."""

    to_person: Annotated[str, Field(max_length=80)] = ""
    to_department: Annotated[str, Field(max_length=80)] = ""
    note: Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(without_controls)] = ""


class ApprovingIn(BaseModel):
    """Whether the service drafts what the person sends."""

    on: bool


class Closing(BaseModel):
    """Why a question ends."""

    reason: Literal[CloseReason.ANSWERED, CloseReason.REFERRED, CloseReason.UNREACHABLE, CloseReason.OTHER]


class ContactOut(BaseModel):
    """How the citizen wants to be reached."""

    contact: str
