"""JSON of presence."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.conversations.schemas import without_controls
from api.presence.states import PresenceState

_Comment = Annotated[str, Field(max_length=100), AfterValidator(without_controls)]


class PresenceIn(BaseModel):
    """What somebody says of themselves."""

    state: PresenceState
    comment: _Comment = ""


class PresenceOut(BaseModel):
    """How somebody is, and since when."""

    model_config = ConfigDict(from_attributes=True)

    username: str
    state: PresenceState
    comment: str
    since: datetime


class ColleagueOut(BaseModel):
    """Somebody a conversation can be given to."""

    model_config = ConfigDict(from_attributes=True)

    username: str
    name: str
    departments: list[str]
    state: PresenceState
    comment: str
    since: datetime | None
    conversations: int


class PeopleOut(BaseModel):
    """The colleagues, and the departments."""

    people: list[ColleagueOut]
    departments: list[str]
