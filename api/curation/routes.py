"""The list of entries, and writing them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.accounts.auth import EntryEditor, EntryReader
from api.curation.life import Life
from api.curation.listing import Sort, Wanted
from api.curation.schemas import Edit, EntryOut, Id, NewEntry, Page
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.records.entry import EntryKind
from knowledge.model.validity import Status

router = APIRouter(prefix="/api/entries", tags=["知识维护"])
PROBLEMS = problem_responses(400, 401, 403, 404, 409, 413, 422)
_Filter = Annotated[str, Field(max_length=200)]


class Filters(BaseModel):
    """What is looked for; what is left out lets everything through."""

    q: _Filter = ""
    kind: EntryKind | None = None
    life: Life | None = None
    field: _Filter = ""
    department: _Filter = ""
    region: _Filter = ""
    validity: Status | None = None
    assignee: _Filter = ""
    due_before: date | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50
    sort: Sort = Sort.UPDATED

    def wanted(self) -> Wanted:
        """Return the same inside."""
        return Wanted(**dict(self))


@router.get("", responses=problem_responses(401, 403, 422))
async def entries(filters: Annotated[Filters, Query()], state: StateDep, staff: EntryReader) -> Page:
    """Return a page of entries, and how many there are of what."""
    return await state.curation.page(staff, filters.wanted())


@router.post("", status_code=201, responses=PROBLEMS)
async def create(new: NewEntry, state: StateDep, staff: EntryEditor) -> EntryOut:
    """Make an entry; it is a draft."""
    return await state.curation.create(staff, new.kind, new.content, new.reason, new.draft_id)


@router.get("/{entry_id}", responses=PROBLEMS)
async def entry(entry_id: Id, state: StateDep, staff: EntryReader) -> EntryOut:
    """Return an entry, and what the caller may do with it now."""
    return await state.curation.entry(staff, entry_id)


@router.put("/{entry_id}", responses=PROBLEMS)
async def save(entry_id: Id, edit: Edit, state: StateDep, staff: EntryEditor) -> EntryOut:
    """Store a new revision on the basis of the one that the writer saw."""
    return await state.curation.save(staff, entry_id, edit.content, edit.reason, edit.base_revision)
