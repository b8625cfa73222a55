"""What is to happen at a moment: planned, called off, done once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.events import Events
from api.curation.tables import ScheduleRow
from api.records.change_log import lock_records
from api.records.tables import CatalogueRow
from knowledge.clock import CHINA, Clock, new_id
from knowledge.errors import InvalidInput, NotFound

PENDING = ""
_FARTHEST = timedelta(days=3 * 366)
_DUE_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen, and when."""

    action: str
    revision: int
    at: datetime
    reason: str = ""
    successor_id: str | None = None


class Schedules:
    """Plans inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def moment(self, at: datetime) -> datetime:
        """Return a moment that can be planned for; one without a zone is China's.

        Raises:
            InvalidInput: it is over, or too far away.
        """
        at = at if at.tzinfo else at.replace(tzinfo=CHINA)
        if not self._clock() < at <= self._clock() + _FARTHEST:
            raise InvalidInput("定时的时间要在现在之后、三年之内")
        return at

    async def plan(self, row: CatalogueRow, plan: Plan, by: str) -> None:
        """Plan an action and write that down; it takes the place of another of its kind that waits."""
        at = self.moment(plan.at)
        for earlier in await self.pending(row.entry_id):
            if earlier.action == plan.action:
                earlier.outcome, earlier.done_at = "replaced", self._clock()
        self._session.add(
            ScheduleRow(
                id=new_id(), entry_id=row.entry_id, action=plan.action, revision=plan.revision, at=at,
                successor_id=plan.successor_id, reason=plan.reason, created_by=by, created_at=self._clock(), outcome=PENDING,
                done_at=None,
            )
        )  # fmt: skip
        await self.refresh(row)
        said = {"action": plan.action, "at": at.isoformat()}
        await Events(self._session, self._clock).note(by, "scheduled", row.entry_id, plan.revision, plan.reason, **said)

    async def call_off(self, row: CatalogueRow, schedule_id: str, by: str) -> None:
        """Call a plan off and write that down."""
        await lock_records(self._session)
        planned = await self.cancel(row, schedule_id)
        said = {"action": planned.action, "at": planned.at.isoformat()}
        await Events(self._session, self._clock).note(by, "unscheduled", row.entry_id, planned.revision, **said)

    async def cancel(self, row: CatalogueRow, schedule_id: str) -> ScheduleRow:
        """Call a plan off.

        Raises:
            NotFound: there is none that waits.
        """
        for planned in await self.pending(row.entry_id):
            if planned.id == schedule_id:
                planned.outcome, planned.done_at = "cancelled", self._clock()
                await self.refresh(row)
                return planned
        raise NotFound("没有这个定时任务，可能已经执行")

    async def cancel_revision(self, row: CatalogueRow, revision: int) -> None:
        """Call off what was planned with a revision."""
        for planned in await self.pending(row.entry_id):
            if planned.action == "publish" and planned.revision == revision:
                planned.outcome, planned.done_at = "cancelled", self._clock()
        await self.refresh(row)

    async def pending(self, entry_id: str) -> list[ScheduleRow]:
        """Return what waits for an entry, the next first."""
        rows = await self._session.scalars(
            select(ScheduleRow)
            .where(ScheduleRow.entry_id == entry_id, ScheduleRow.outcome == PENDING)
            .order_by(ScheduleRow.at, ScheduleRow.id)
        )
        return list(rows)

    async def due_ids(self) -> list[str]:
        """Return what should have happened by now, the oldest first."""
        rows = await self._session.scalars(
            select(ScheduleRow.id)
            .where(ScheduleRow.outcome == PENDING, ScheduleRow.at <= self._clock())
            .order_by(ScheduleRow.at, ScheduleRow.id)
            .limit(_DUE_AT_ONCE)
        )
        return list(rows)

    async def refresh(self, row: CatalogueRow) -> None:
        """Show in the line of an entry when it will be published next."""
        await self._session.flush()
        row.scheduled_at = await self._session.scalar(
            select(func.min(ScheduleRow.at)).where(
                ScheduleRow.entry_id == row.entry_id, ScheduleRow.outcome == PENDING, ScheduleRow.action == "publish"
            )
        )
        await self._session.flush()
