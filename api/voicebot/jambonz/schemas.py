"""What jambonz sends. What it sends beside these fields is not read."""

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue

from api.conversations.schemas import MAX_MESSAGE
from api.voicebot.audiocodes.schemas import ExternalId

_Short = Annotated[str, Field(max_length=200)]


class AlternativeIn(BaseModel):
    """Words that were perhaps said; ``confidence`` is between 0 and 1 where the recogniser tells it."""

    transcript: Annotated[str, Field(max_length=8 * MAX_MESSAGE)] = ""
    confidence: float | None = None


class SpeechIn(BaseModel):
    """What was recognised, the likeliest first."""

    alternatives: Annotated[list[AlternativeIn], Field(max_length=20)] = []


class CallIn(BaseModel):
    """A call comes in."""

    call_sid: ExternalId
    caller: Annotated[_Short, Field(alias="from")] = ""


class GatheredIn(BaseModel):
    """What a ``gather`` came to: speech, digits, or the time ran out."""

    call_sid: ExternalId
    caller: Annotated[_Short, Field(alias="from")] = ""
    reason: _Short = ""
    speech: SpeechIn | None = None
    digits: Annotated[str, Field(max_length=40)] | None = None


class TransferredIn(BaseModel):
    """What became of a transfer."""

    call_sid: ExternalId
    dial_call_status: _Short = ""


class StatusIn(BaseModel):
    """How far a call is."""

    call_sid: ExternalId
    call_status: _Short = ""


Verb = dict[str, JsonValue]
"""One verb of a reply, as the published schema has it."""
