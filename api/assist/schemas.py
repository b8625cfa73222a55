"""JSON of what helps operators."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, model_validator

from api.assist.states import UseKind
from api.conversations.schemas import Id, TurnReply, Words, not_blank, without_controls
from api.handover.schemas import MAX_WORDS

_Long = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(without_controls)]
_Reason = Annotated[Words, Field(min_length=1), AfterValidator(not_blank)]
_EntryId = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(without_controls)]


class DraftIn(BaseModel):
    """What to answer: a citizen's message, or words of the operator's own; without either the last message."""

    turn_id: Id = ""
    text: Words = ""


class Draft(BaseModel):
    """A drafted answer; ``spoken`` is what to read aloud."""

    draft_id: str
    question: str
    reply: TurnReply
    spoken: str


class WrongIn(BaseModel):
    """An answer that is wrong: that of a turn or a draft, or what an entry says; ``proposed`` is what would be right."""

    turn_id: Id = ""
    draft_id: Id = ""
    entry_id: Annotated[str, Field(max_length=64), AfterValidator(without_controls)] = ""
    reason: _Reason
    proposed: _Long = ""

    @model_validator(mode="after")
    def _names_an_answer(self) -> "WrongIn":
        if not (self.turn_id or self.draft_id or self.entry_id):
            raise ValueError("names no answer")
        return self


class UseIn(BaseModel):
    """What was done with an answer."""

    conversation_id: Id
    call_id: Id = ""
    turn_id: Id = ""
    draft_id: Id = ""
    entry_ids: Annotated[list[_EntryId], Field(max_length=10)] = []
    kind: UseKind
    words: _Long = ""
    reason: Words = ""


class UseKept(BaseModel):
    """The id under which it is kept."""

    use_id: str
