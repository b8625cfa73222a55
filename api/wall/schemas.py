"""JSON of the wall."""

from datetime import datetime

from pydantic import BaseModel

from api.presence.states import PresenceState


class WallCalls(BaseModel):
    """Calls now, and those that ended today."""

    ringing: int
    answered: int
    ended_today: int


class WallPerson(BaseModel):
    """Somebody at the desk, and how many conversations they have."""

    username: str
    name: str
    state: PresenceState
    since: datetime | None
    conversations: int


class WallDepartment(BaseModel):
    """How many wait for a department."""

    name: str
    waiting: int


class Wall(BaseModel):
    """The desk at a glance. Times are in seconds, those of today in China; nothing where there is none yet."""

    at: datetime
    waiting: int
    longest_wait_seconds: int
    taken: int
    closed_today: int
    average_wait_seconds: int | None
    average_handling_seconds: int | None
    rating_average: float | None
    rated: int
    calls: WallCalls
    people: list[WallPerson]
    departments: list[WallDepartment]
