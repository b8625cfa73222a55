"""What concerns many entries: bulk actions, calendar, overview, options, reminders."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.accounts.auth import EntryReader
from api.curation.bulk import BulkReport, BulkRequest
from api.curation.notices import Notices
from api.curation.options import Options, read_options
from api.curation.overview import CalendarLine, Overview, Span, calendar, overview
from api.curation.routes import PROBLEMS
from api.curation.schemas import Id
from api.curation.step_routes import Commenter
from api.curation.tables import NoticeRow
from api.http.state import StateDep
from knowledge.clock import china_day

router = APIRouter(prefix="/api", tags=["知识维护"], responses=PROBLEMS)


class NoticeOut(BaseModel):
    """A reminder."""

    id: str
    entry_id: str
    kind: str
    text: str
    due_on: date | None
    created_at: datetime
    seen_at: datetime | None


class NoticeList(BaseModel):
    """The newest reminders, those not seen first, and how many of these there are."""

    items: list[NoticeOut]
    unseen: int


@router.post("/entries/bulk")
async def bulk(request: BulkRequest, state: StateDep, staff: Commenter) -> BulkReport:
    """Do the same with many entries; what a person may do is asked for each."""
    return await state.bulk.act(staff, request)


@router.get("/entries/calendar")
async def days(
    start: Annotated[date, Query(alias="from")],
    end: Annotated[date, Query(alias="to")],
    state: StateDep,
    staff: EntryReader,
    department: Annotated[str, Query(max_length=200)] = "",
) -> list[CalendarLine]:
    """Return what expires, is due and is planned, day by day."""
    async with state.database.read() as session:
        return await calendar(session, staff, Span(start, end, department), china_day(state.clock()))


@router.get("/entries/overview")
async def counts(state: StateDep, staff: EntryReader) -> Overview:
    """Return how much there is to do, for each department and for the caller."""
    async with state.database.read() as session:
        return await overview(session, staff, china_day(state.clock()))


@router.get("/options")
async def options(state: StateDep, _staff: EntryReader) -> Options:
    """Return what the fields of a form may hold."""
    async with state.database.read() as session:
        return await read_options(session, state.regions)


@router.get("/notices")
async def notices(state: StateDep, staff: EntryReader) -> NoticeList:
    """Return the caller's reminders."""
    async with state.database.read() as session:
        rows = await Notices(session, state.clock).of(staff.username)
    return NoticeList(items=[_notice(row) for row in rows], unseen=sum(row.seen_at is None for row in rows))


@router.post("/notices/{notice_id}/seen", status_code=204)
async def seen(notice_id: Id, state: StateDep, staff: EntryReader) -> None:
    """Note that the caller has seen a reminder."""
    async with state.database.write() as session:
        await Notices(session, state.clock).seen(staff.username, notice_id)


def _notice(row: NoticeRow) -> NoticeOut:
    return NoticeOut(
        id=row.id, entry_id=row.entry_id, kind=row.kind, text=row.text, due_on=row.due_on, created_at=row.created_at,
        seen_at=row.seen_at,
    )  # fmt: skip
