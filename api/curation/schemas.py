"""Entries over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, NaiveDatetime

from api.curation.content import Json
from api.curation.life import Life
from api.curation.stages import Action
from api.records.entry import EntryKind, EntryState, Stage

Id = Annotated[str, Field(min_length=1, max_length=64)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Reason = Annotated[str, Field(max_length=500)]
Remark = Annotated[str, Field(max_length=4000)]
Moment = AwareDatetime | NaiveDatetime  # without a zone it is China's


class Line(BaseModel):
    """One line of a list of entries."""

    entry_id: str
    kind: EntryKind
    title: str
    document_number: str
    department: str
    region: str
    field_name: str
    stage: Stage
    state: EntryState
    life: Life
    revision: int
    published_revision: int | None
    effective_from: date | None
    expires_on: date | None
    repealed_on: date | None
    review_due_on: date | None
    assignee: str
    due_on: date | None
    updated_at: datetime
    updated_by: str


class Page(BaseModel):
    """A page of a list; ``facets`` counts, for each facet, what its other choices would show."""

    items: list[Line]
    total: int
    facets: dict[str, dict[str, int]]


class EntryName(BaseModel):
    """An entry as it is named elsewhere."""

    entry_id: str
    title: str


class ScheduledOut(BaseModel):
    """What is to happen at a moment."""

    id: str
    action: Literal["publish", "withdraw"]
    at: datetime
    revision: int
    by: str


class AttachmentOut(BaseModel):
    """A file that hangs on an entry."""

    id: str
    name: str
    media_type: str
    size: int


class RelatedOut(EntryName):
    """An entry that has to do with this one, and how."""

    kind: EntryKind
    relation: Literal["explains", "explained_by", "replaces", "replaced_by"]


class EntryOut(Line):
    """An entry as a whole: its latest revision, and what the caller may do now."""

    content: Json
    author: str
    reason: str
    actions: list[Action]
    successor: EntryName | None
    scheduled: list[ScheduledOut]
    attachments: list[AttachmentOut]
    related: list[RelatedOut]


class NewEntry(BaseModel):
    """An entry to be made. ``draft_id`` names the autosave that it came from."""

    kind: EntryKind
    content: Json
    reason: Reason = ""
    draft_id: Annotated[str, Field(max_length=80)] = ""


class Edit(BaseModel):
    """A new revision of an entry, written on the basis of another."""

    content: Json
    reason: Reason = ""
    base_revision: Number


class Submission(BaseModel):
    """A revision that is ready for review."""

    revision: Number
    note: Remark = ""


class Verdict(BaseModel):
    """What a reviewer says of a revision."""

    revision: Number
    comment: Remark = ""


class Publication(BaseModel):
    """A revision to be made public, now or at a moment; one alone passes no gate."""

    revision: Number
    at: Moment | None = None


class Withdrawal(BaseModel):
    """An entry to be taken back, now or at a moment."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    at: Moment | None = None
    successor_id: Id | None = None


class RepealRequest(BaseModel):
    """A policy document that no longer holds from a day on."""

    repealed_on: date
    successor_id: Id | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Rollback(BaseModel):
    """An earlier revision that is to hold again."""

    revision: Number
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Confirmation(BaseModel):
    """Still true; ``next_due`` is the next day to look, by the rule when not given."""

    next_due: date | None = None


class Assignment(BaseModel):
    """Who is to work on an entry, and until when. Nobody where ``assignee`` is empty."""

    assignee: Annotated[str, Field(max_length=80)]
    due_on: date | None = None


class RevisionLine(BaseModel):
    """One revision in the list of an entry."""

    number: int
    author: str
    reason: str
    created_at: datetime
    published: bool
    current: bool


class RevisionOut(BaseModel):
    """What a revision says."""

    number: int
    author: str
    reason: str
    created_at: datetime
    content: Json


class CommentIn(BaseModel):
    """Something to say about an entry."""

    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]


class CommentOut(BaseModel):
    """Something said or decided about an entry."""

    id: int
    author: str
    at: datetime
    text: str
    revision: int
    kind: str
