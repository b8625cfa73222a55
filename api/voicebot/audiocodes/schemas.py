"""Activities as VoiceAI Connect sends and reads them. What is sent beside these fields is not read."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.conversations.schemas import MAX_MESSAGE

MOST_ACTIVITIES = 20
ExternalId = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_.@-]+$")]
_Short = Annotated[str, Field(max_length=200)]
_LEFT_OUT = Field(exclude_if=lambda value: value is None)


class ConversationIn(BaseModel):
    """A call begins; ``conversation`` is its id there."""

    conversation: ExternalId


class ConversationOut(BaseModel):
    """Where to go on, relative to the address that was called. Refreshed later than that, the conversation is gone."""

    activitiesURL: str  # noqa: N815  # the protocol's own name
    refreshURL: str  # noqa: N815
    disconnectURL: str  # noqa: N815
    expiresSeconds: int  # noqa: N815


class ActivityIn(BaseModel):
    """One thing that happened. A message has ``text``, an event ``name`` and sometimes ``value``.

    ``parameters`` may be anything: only what has the type that is expected of it is read.
    """

    id: ExternalId
    type: _Short
    text: Annotated[str, Field(max_length=8 * MAX_MESSAGE)] = ""
    name: _Short = ""
    value: _Short | Annotated[int, Field(ge=0, le=10**20)] | float | bool | None = None
    parameters: dict[str, Any] = {}

    def parameter(self, name: str) -> str:
        """Return a parameter that is a text, empty where it is none."""
        value = self.parameters.get(name)
        return value[:200] if isinstance(value, str) else ""

    @property
    def confidence(self) -> float:
        """How sure the recogniser was, 1 where it does not tell."""
        value = self.parameters.get("confidence")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return 1.0
        return float(min(max(value, 0), 1))  # no number is too large to be compared


class ActivitiesIn(BaseModel):
    """What happened since the last request, in order."""

    conversation: ExternalId | None = None
    activities: Annotated[list[ActivityIn], Field(max_length=MOST_ACTIVITIES)]


class ActivityOut(BaseModel):
    """One thing to do. Fields that say nothing are left out."""

    model_config = ConfigDict(extra="forbid")

    id: str
    timestamp: str
    type: Literal["message", "event"]
    text: Annotated[str | None, _LEFT_OUT] = None
    name: Annotated[Literal["config", "transfer", "hangup"] | None, _LEFT_OUT] = None
    activityParams: Annotated[dict[str, Any] | None, _LEFT_OUT] = None  # noqa: N815
    sessionParams: Annotated[dict[str, Any] | None, _LEFT_OUT] = None  # noqa: N815


class ActivitiesOut(BaseModel):
    """What to do, in order."""

    conversation: str
    activities: list[ActivityOut]


class Refreshed(BaseModel):
    """Nothing more to say."""
