"""Watches as HTTP shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from api.watches.limits import watch_limits
from api.watches.tables import MAX_URL


class WatchKind(StrEnum):
    """What is looked at."""

    LIST = "list"
    FEED = "feed"


class WatchRequest(BaseModel):
    """A list page or a feed, and whose the documents on it are."""

    url: Annotated[str, Field(min_length=8, max_length=MAX_URL)]
    kind: WatchKind = WatchKind.LIST
    department: Annotated[str, Field(max_length=200)] = ""
    region: Annotated[str, Field(max_length=12)] = ""
    every_minutes: Annotated[int, Field(ge=watch_limits().min_minutes, le=watch_limits().max_minutes)] = 1440


class DraftOut(BaseModel):
    """An entry that got a revision from a watched page."""

    entry_id: str
    title: str


class WatchOut(BaseModel):
    """A watch. ``found`` is how many pages the list named last, ``waiting`` how many were not looked at yet.

    ``drafts`` are the entries that its pages brought or changed last, the newest first.
    """

    id: str
    url: str
    kind: WatchKind
    department: str
    region: str
    every_minutes: int
    created_by: str
    created_at: datetime
    due_at: datetime
    checked_at: datetime | None
    found: int
    waiting: int
    failures: int
    error: str
    drafts: list[DraftOut] = []


class CheckOut(BaseModel):
    """What a look brought. ``waiting`` pages are looked at in the background."""

    checked_at: datetime
    found: int
    changed: int
    drafts: list[str]
    waiting: int
    error: str
