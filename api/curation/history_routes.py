"""Revisions compared and merged, what was typed and not saved, what people said."""

import asyncio
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.accounts.auth import EntryEditor, EntryReader
from api.curation.content import Json
from api.curation.routes import PROBLEMS
from api.curation.schemas import CommentIn, CommentOut, Id, Number, RevisionLine, RevisionOut
from api.curation.step_routes import Commenter
from api.http.state import StateDep
from knowledge.curation.diff import compare_contents
from knowledge.curation.merge import merge_contents
from knowledge.curation.spans import SpanKind

router = APIRouter(prefix="/api/entries/{entry_id}", tags=["知识维护"], responses=PROBLEMS)
_DraftId = Annotated[str, Path(min_length=1, max_length=80)]
_Revision = Annotated[int, Query(ge=1, le=2**31 - 1)]


class SpanOut(BaseModel):
    """A stretch of text and what became of it."""

    op: SpanKind
    text: str


class ChangeOut(BaseModel):
    """A field that differs."""

    path: str
    label: str
    before: str
    after: str
    spans: list[SpanOut]


class DiffOut(BaseModel):
    """Every field that differs."""

    changes: list[ChangeOut]


class Kept(BaseModel):
    """What was typed, on the basis of which revision; 0 for an entry still to be made."""

    content: Json
    base_revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class KeptOut(Kept):
    """What was kept, and when."""

    saved_at: datetime


class SavedAt(BaseModel):
    """When it was kept."""

    saved_at: datetime


class MergeIn(BaseModel):
    """What was written on the basis of a revision that is not the latest any more."""

    content: Json
    base_revision: Number


class ConflictOut(BaseModel):
    """A field that both changed; the values are those of the content's JSON."""

    path: str
    label: str
    base: Any
    mine: Any
    theirs: Any


class MergeOut(BaseModel):
    """Both together, to be saved on the basis of the latest revision."""

    content: Json
    base_revision: int
    conflicts: list[ConflictOut]


@router.get("/revisions")
async def revisions(entry_id: Id, state: StateDep, staff: EntryReader) -> list[RevisionLine]:
    """Return every revision, the newest first."""
    return await state.history.revisions(staff, entry_id)


@router.get("/revisions/{number}")
async def revision(entry_id: Id, number: Number, state: StateDep, staff: EntryReader) -> RevisionOut:
    """Return what one revision says."""
    return await state.history.revision(staff, entry_id, number)


@router.get("/diff")
async def diff(
    entry_id: Id,
    before: Annotated[_Revision, Query(alias="from")],
    after: Annotated[_Revision, Query(alias="to")],
    state: StateDep,
    staff: EntryReader,
) -> DiffOut:
    """Return what changed from one revision to another, field by field and word by word."""
    old, new = [(await state.history.revision(staff, entry_id, n)).content for n in (before, after)]
    return await asyncio.to_thread(_compare, old, new)


@router.post("/merge")
async def merge(entry_id: Id, said: MergeIn, state: StateDep, staff: EntryEditor) -> MergeOut:
    """Bring what was written together with what was saved meanwhile; nothing is stored."""
    base, latest, kind = await state.history.for_merge(staff, entry_id, said.base_revision)
    mine = state.history.checked(kind, said.content)
    merged = await asyncio.to_thread(merge_contents, base, mine, latest.content)
    conflicts = [
        ConflictOut(path=row.path, label=row.label, base=row.base, mine=row.mine, theirs=row.theirs)
        for row in merged.conflicts
    ]
    return MergeOut(content=merged.content, base_revision=latest.number, conflicts=conflicts)


@router.get("/autosave")
async def autosave(entry_id: _DraftId, state: StateDep, staff: EntryEditor) -> KeptOut:
    """Return what the caller typed and did not save."""
    return KeptOut.model_validate(await state.history.kept(staff, entry_id), from_attributes=True)


@router.put("/autosave")
async def keep(entry_id: _DraftId, said: Kept, state: StateDep, staff: EntryEditor) -> SavedAt:
    """Keep what the caller types; it need not be complete."""
    return SavedAt(saved_at=await state.history.keep(staff, entry_id, said.content, said.base_revision))


@router.delete("/autosave", status_code=204)
async def forget(entry_id: _DraftId, state: StateDep, staff: EntryEditor) -> None:
    """Forget what was kept."""
    await state.history.forget(staff, entry_id)


@router.get("/comments")
async def comments(entry_id: Id, state: StateDep, staff: EntryReader) -> list[CommentOut]:
    """Return what was said and decided, the oldest first."""
    return await state.history.comments(staff, entry_id)


@router.post("/comments", status_code=201)
async def comment(entry_id: Id, said: CommentIn, state: StateDep, staff: Commenter) -> list[CommentOut]:
    """Say something about an entry."""
    await state.curation.comment(staff, entry_id, said.text)
    return await state.history.comments(staff, entry_id)


def _compare(old: Json, new: Json) -> DiffOut:
    changes = [
        ChangeOut(
            path=change.path, label=change.label, before=change.before, after=change.after,
            spans=[SpanOut(op=span.op, text=span.text) for span in change.spans],
        )
        for change in compare_contents(old, new)
    ]  # fmt: skip
    return DiffOut(changes=changes)
