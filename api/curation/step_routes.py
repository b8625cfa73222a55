"""The steps of an entry's life over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.accounts.auth import EntryEditor, EntryPublisher, Requires
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.curation.routes import PROBLEMS
from api.curation.schemas import (
    Assignment,
    Confirmation,
    EntryOut,
    Id,
    Publication,
    RepealRequest,
    Rollback,
    Submission,
    Verdict,
    Withdrawal,
)
from api.http.state import StateDep

router = APIRouter(prefix="/api/entries/{entry_id}", tags=["知识维护"], responses=PROBLEMS)
EntryReviewer = Annotated[Account, Depends(Requires(Permission.REVIEW_ENTRIES))]
Commenter = Annotated[Account, Depends(Requires(Permission.COMMENT))]


@router.post("/submit")
async def submit(entry_id: Id, said: Submission, state: StateDep, staff: EntryEditor) -> EntryOut:
    """Hand the latest revision in for review."""
    return await state.curation.submit(staff, entry_id, said.revision, said.note)


@router.post("/return")
async def give_back(entry_id: Id, said: Verdict, state: StateDep, staff: EntryReviewer) -> EntryOut:
    """Send the latest revision back to its authors."""
    return await state.curation.give_back(staff, entry_id, said.revision, said.comment)


@router.post("/approve")
async def approve(entry_id: Id, said: Verdict, state: StateDep, staff: EntryReviewer) -> EntryOut:
    """Find the latest revision right; its authors cannot."""
    return await state.curation.approve(staff, entry_id, said.revision, said.comment)


@router.post("/publish")
async def publish(entry_id: Id, said: Publication, state: StateDep, staff: EntryPublisher) -> EntryOut:
    """Make a revision public, now or at a moment."""
    return await state.curation.publish(staff, entry_id, said.revision, at=said.at)


@router.post("/withdraw")
async def withdraw(entry_id: Id, said: Withdrawal, state: StateDep, staff: EntryPublisher) -> EntryOut:
    """Take an entry out of answers, now or at a moment."""
    return await state.curation.withdraw(staff, entry_id, said.reason, at=said.at, successor_id=said.successor_id)


@router.post("/repeal")
async def repeal(entry_id: Id, said: RepealRequest, state: StateDep, staff: EntryPublisher) -> EntryOut:
    """Write down from which day on a policy document no longer holds; what explains it ends with it."""
    return await state.curation.repeal(staff, entry_id, said.repealed_on, said.reason, said.successor_id)


@router.post("/rollback")
async def roll_back(entry_id: Id, said: Rollback, state: StateDep, staff: EntryPublisher) -> EntryOut:
    """Make an earlier revision hold again, at once."""
    return await state.curation.roll_back(staff, entry_id, said.revision, said.reason)


@router.post("/confirm")
async def confirm(entry_id: Id, said: Confirmation, state: StateDep, staff: EntryEditor) -> EntryOut:
    """Say that what is public still holds."""
    return await state.curation.confirm(staff, entry_id, said.next_due)


@router.delete("/schedule/{schedule_id}")
async def cancel(entry_id: Id, schedule_id: Id, state: StateDep, staff: EntryPublisher) -> EntryOut:
    """Call off what was to happen at a moment."""
    return await state.curation.cancel(staff, entry_id, schedule_id)


@router.put("/assignment")
async def assign(entry_id: Id, said: Assignment, state: StateDep, staff: Commenter) -> EntryOut:
    """Say who is to work on an entry, and until when."""
    return await state.curation.assign(staff, entry_id, said.assignee, said.due_on)
