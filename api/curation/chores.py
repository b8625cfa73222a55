"""Recurring work: plans carried out, reminders written, words of older entries cut."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chores.runner import Chore
from api.curation.errors import WrongStage
from api.curation.notices import Notices
from api.curation.people import curators, in_charge
from api.curation.releasing import Releasing
from api.curation.rules import curation_rules
from api.curation.schedules import PENDING, Schedules
from api.curation.service import CurationService
from api.curation.tables import ApprovalRow, ScheduleRow
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.entry import EntryState
from api.records.repository import RecordRepository
from api.records.tables import CatalogueRow
from api.records.words import search_words
from knowledge.clock import china_day
from knowledge.errors import YihaodaError

_BATCH = 200
_PLANS_AT_MOST = timedelta(seconds=30)  # a process killed at it holds plans up no longer; two at once do no harm
_log = structlog.get_logger()


class CurationChores:
    """What curation does by itself."""

    def __init__(self, desk: CurationService) -> None:
        self._desk = desk
        self._clock = desk.clock
        self._database = desk.database

    def all(self) -> tuple[Chore, ...]:
        """Return the chores, to be run where no other replica does."""

        def quietly(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
            async def run() -> None:
                await work()

            return run

        return (
            Chore("entry schedules", timedelta(seconds=0.5), quietly(self.carry_out), at_most=_PLANS_AT_MOST),
            Chore("entry reminders", timedelta(hours=1), quietly(self.remind)),
            Chore("entry words", timedelta(minutes=10), quietly(self.cut_words)),
        )

    async def carry_out(self) -> int:
        """Do what was planned for now; return how many plans came to an end. Each is one transaction, so it is done once."""
        async with self._database.read() as session:
            due = await Schedules(session, self._clock).due_ids()
        for schedule_id in due:
            try:
                await self._carry_out(schedule_id)
            except YihaodaError as error:
                _log.warning("schedule_failed", schedule=schedule_id, code=error.code)
                await self._give_up(schedule_id, error)
        if due:
            await self._desk.indexing.catch_up()
        return len(due)

    async def _carry_out(self, schedule_id: str) -> None:
        async with self._database.write() as session:
            await lock_records(session)
            plan = await session.get(ScheduleRow, schedule_id)
            if plan is None or plan.outcome != PENDING:
                return  # another replica was first, or it was called off
            releasing = Releasing(session, self._clock, self._desk.eyes)
            row = await Catalogue(session, self._clock).line(plan.entry_id)
            plan.outcome, plan.done_at = "done", self._clock()
            if plan.action == "publish":
                await self._check_approved(session, plan, row)
                await releasing.release(plan.created_by, plan.entry_id, plan.revision, planned=plan.id)
            else:
                await releasing.take_back(plan.created_by, plan.entry_id, plan.reason, plan.successor_id)
            await Schedules(session, self._clock).refresh(row)

    async def _check_approved(self, session: AsyncSession, plan: ScheduleRow, row: CatalogueRow) -> None:
        approved = await session.get(ApprovalRow, (plan.entry_id, plan.revision)) is not None
        if self._desk.eyes > 1 and not approved:
            raise WrongStage("要发布的版本已不是审核通过的状态")
        if row.published_revision is not None and row.published_revision >= plan.revision:
            raise WrongStage("已经发布了更新的版本")

    async def _give_up(self, schedule_id: str, error: YihaodaError) -> None:
        async with self._database.write() as session:
            await lock_records(session)
            plan = await session.get(ScheduleRow, schedule_id)
            if plan is None or plan.outcome != PENDING:
                return
            plan.outcome, plan.done_at = "failed", self._clock()
            row = await Catalogue(session, self._clock).line(plan.entry_id)
            await Schedules(session, self._clock).refresh(row)
            await Notices(session, self._clock).tell(
                plan.created_by, "schedule_failed", row, key=plan.id, text=error.message
            )

    async def remind(self) -> int:
        """Remind people of what is due, overdue, ending soon or assigned to them; return how many reminders are new."""
        today, remind = china_day(self._clock()), curation_rules().remind
        ahead = today + timedelta(days=remind.review_ahead_days)
        ending = today + timedelta(days=remind.expiring_within_days)
        assigned = today + timedelta(days=remind.assignment_ahead_days)
        row, told = CatalogueRow, 0
        async with self._database.write() as session:
            public = row.state == EntryState.PUBLISHED
            lines = await session.scalars(
                select(row).where(
                    or_(
                        public & (row.review_due_on <= ahead), public & row.expires_on.between(today, ending),
                        (row.assignee != "") & (row.due_on <= assigned),
                    )
                )
            )  # fmt: skip
            known = await curators(session)
            for line in lines:
                for person in in_charge(line, known):
                    for kind, day in _reasons(line, today, ahead, ending):
                        told += await self._tell(session, person, kind, line, day)
                if line.assignee and line.due_on and line.due_on <= assigned:
                    told += await self._tell(session, line.assignee, "assignment_due", line, line.due_on)
        return told

    async def cut_words(self) -> int:
        """Cut the words of entries that came from before there was a text search; return how many."""
        cut = 0
        while True:
            async with self._database.write() as session:
                await lock_records(session)
                lines = list(await session.scalars(select(CatalogueRow).where(CatalogueRow.words == "").limit(_BATCH)))
                records = RecordRepository(session, self._clock)
                for line in lines:
                    line.words = search_words(await records.content(line.entry_id, line.revision)) or line.entry_id
            cut += len(lines)
            if len(lines) < _BATCH:
                return cut

    async def _tell(self, session: AsyncSession, person: str, kind: str, line: CatalogueRow, day: date) -> bool:
        return await Notices(session, self._clock).tell(person, kind, line, key=day.isoformat(), day=day)


def _reasons(line: CatalogueRow, today: date, ahead: date, ending: date) -> Iterable[tuple[str, date]]:
    if line.state != EntryState.PUBLISHED:
        return
    if line.review_due_on is not None and line.review_due_on <= ahead:
        yield ("overdue" if line.review_due_on < today else "review_due"), line.review_due_on
    if line.expires_on is not None and today <= line.expires_on <= ending:
        yield "expiring", line.expires_on
