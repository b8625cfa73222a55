"""How much there is to do: for each department, for oneself, and day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from pydantic import BaseModel
from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.service import Account
from api.curation.lines import line_of
from api.curation.listing import owned_by
from api.curation.rules import curation_rules
from api.curation.schedules import PENDING
from api.curation.schemas import Line
from api.curation.tables import ScheduleRow
from api.records.entry import EntryState, Stage
from api.records.tables import CatalogueRow
from knowledge.clock import china_day
from knowledge.errors import InvalidInput

CalendarEvent: TypeAlias = Literal["expires", "review_due", "overdue", "publish", "withdraw"]
_LONGEST = timedelta(days=400)
_MOST = 2000


class DepartmentCounts(BaseModel):
    """What a department has, and has to do."""

    department: str
    total: int
    published: int
    drafts: int
    waiting: int
    due: int
    overdue: int
    expiring: int


class Mine(BaseModel):
    """What waits for the caller."""

    assigned: int
    to_review: int
    to_publish: int


class Overview(BaseModel):
    """How much there is to do."""

    departments: list[DepartmentCounts]
    mine: Mine


class CalendarLine(BaseModel):
    """What happens to an entry on a day."""

    date: date
    event: CalendarEvent
    entry: Line


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both counted, in one department or in all."""

    start: date
    end: date
    department: str = ""


async def overview(session: AsyncSession, account: Account, today: date) -> Overview:
    """Count what a person may see. ``waiting`` is with the reviewers or publishers, ``due`` within the days to remind."""
    row, remind = CatalogueRow, curation_rules().remind
    public = row.state == EntryState.PUBLISHED
    ahead, ending = (today + timedelta(days=n) for n in (remind.review_ahead_days, remind.expiring_within_days))
    counted: dict[str, ColumnElement[bool]] = {
        "published": and_(public),
        "drafts": row.stage.in_([Stage.DRAFT, Stage.RETURNED]),
        "waiting": row.stage.in_([Stage.SUBMITTED, Stage.APPROVED]),
        "due": and_(public, row.review_due_on.between(today, ahead)),
        "overdue": and_(public, row.review_due_on < today),
        "expiring": and_(public, row.expires_on.between(today, ending)),
    }
    found = await session.execute(
        select(row.department, func.count(), *(_count(condition) for condition in counted.values()))
        .where(true(), *owned_by(account))
        .group_by(row.department)
        .order_by(row.department)
    )
    names = ("department", "total", *counted)
    departments = [DepartmentCounts.model_validate(dict(zip(names, line, strict=True))) for line in found]
    mine = await session.execute(
        select(
            _count(row.assignee == account.username), _count(row.stage == Stage.SUBMITTED),
            _count(row.stage == Stage.APPROVED),
        ).where(true(), *owned_by(account))
    )  # fmt: skip
    assigned, to_review, to_publish = mine.one()
    return Overview(
        departments=departments, mine=Mine(assigned=assigned or 0, to_review=to_review or 0, to_publish=to_publish or 0)
    )


async def calendar(session: AsyncSession, account: Account, span: Span, today: date) -> list[CalendarLine]:
    """Return what happens from one day to another, day by day.

    Raises:
        InvalidInput: the end is before the start, or more than 400 days behind it.
    """
    if not timedelta() <= span.end - span.start <= _LONGEST:
        raise InvalidInput("日历一次最多看 400 天，结束日期不能早于开始日期")
    row = CatalogueRow
    within = [true(), *owned_by(account), *([row.department == span.department] if span.department else [])]
    dated = await session.scalars(
        select(row)
        .where(
            *within,
            row.state == EntryState.PUBLISHED,
            or_(row.expires_on.between(span.start, span.end), row.review_due_on.between(span.start, span.end)),
        )
        .order_by(row.number)
        .limit(_MOST)
    )
    planned = await session.execute(
        select(row, ScheduleRow)
        .join(ScheduleRow, ScheduleRow.entry_id == row.entry_id)
        .where(*within, ScheduleRow.outcome == PENDING)
        .order_by(ScheduleRow.at)
        .limit(_MOST)
    )
    days = [day for line in dated for day in _days(line, today)]
    days += [(china_day(plan.at), plan.action, line) for line, plan in planned]
    return [
        CalendarLine.model_validate({"date": day, "event": event, "entry": line_of(line, today)})
        for day, event, line in sorted(days, key=lambda found: (found[0], found[1], found[2].number))
        if span.start <= day <= span.end
    ]


def _days(line: CatalogueRow, today: date) -> Iterable[tuple[date, str, CatalogueRow]]:
    if line.expires_on is not None:
        yield line.expires_on, "expires", line
    if line.review_due_on is not None:
        yield line.review_due_on, "overdue" if line.review_due_on < today else "review_due", line


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
