"""Proposals on entries as those see them who answer for the entries: listed, decided, the entry taken back at once."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.account import Account
from api.accounts.roles import Role
from api.audit.trail import AuditTrail
from api.curation.releasing import Releasing
from api.curation.service import CurationService
from api.curation.work import check_owns, person_of
from api.records.change_log import lock_records
from api.records.tables import CatalogueRow
from api.reports.errors import ReportDecided
from api.reports.reporting import Reporting
from api.reports.schemas import Report
from api.reports.states import ReportKind, ReportState
from api.reports.tables import EntryReportRow
from knowledge.errors import NotFound
from knowledge.text.pii import mask

WITHDRAWN_NOTICE = "report_withdrawn"
_LISTED = 200


class Reports:
    """Works on the records of the curation; each step is one transaction."""

    def __init__(self, curation: CurationService) -> None:
        self._curation = curation
        self._database = curation.database
        self._clock = curation.clock

    async def listed(self, account: Account, state: ReportState | None, entry_id: str) -> list[Report]:
        """Return proposals, the newest first; a curator sees those on entries of their own."""
        conditions: list[ColumnElement[bool]] = []
        if state is not None:
            conditions.append(EntryReportRow.state == state)
        if entry_id:
            conditions.append(EntryReportRow.entry_id == entry_id)
        async with self._database.read() as session:
            rows = await session.execute(
                _reports()
                .where(*conditions, *_own(account))
                .order_by(EntryReportRow.created_at.desc(), EntryReportRow.id)
                .limit(_LISTED)
            )
            return [_shown(report, line) for report, line in rows]

    async def one(self, report_id: str) -> Report:
        """Return a proposal, to who just made it.

        Raises:
            NotFound: there is none.
        """
        async with self._database.read() as session:
            return _shown(*await self._found(session, report_id))

    async def decide(self, account: Account, report_id: str, state: ReportState, reason: str) -> Report:
        """Accept or reject a proposal.

        Raises:
            NotFound: there is none.
            NotYours: the entry is of another department or region.
            ReportDecided: somebody was first.
        """
        async with self._database.write() as session:
            report, line = await self._open(session, account, report_id)
            self._end(report, state, account.username, reason)
            await session.flush()
            details = {"report": report.id, "state": state, **({"text": reason} if reason else {})}
            await AuditTrail(session, self._clock).record(account.username, "report.decided", report.entry_id, details)
            return _shown(report, line)

    async def withdraw(self, account: Account, report_id: str, reason: str) -> Report:
        """Take the entry out of answers at once; every open proposal on it ends with it.

        Raises:
            NotFound, NotYours, ReportDecided: as above.
            WrongStage: it is withdrawn already.
        """
        async with self._database.write() as session:
            await lock_records(session)
            report, line = await self._open(session, account, report_id)
            for other in await self._open_on(session, report.entry_id):
                self._end(other, ReportState.WITHDRAWN, account.username, reason)
            await session.flush()
            await Reporting(session, self._clock).tell(line, WITHDRAWN_NOTICE, report.id, reason)
            releasing = Releasing(session, self._clock, self._curation.eyes)
            await releasing.withdraw(person_of(account), report.entry_id, reason)
            shown = _shown(report, line)
        await self._curation.indexing.catch_up()
        return shown

    async def _open(
        self, session: AsyncSession, account: Account, report_id: str
    ) -> tuple[EntryReportRow, CatalogueRow]:
        report, line = await self._found(session, report_id, lock=True)
        check_owns(account, line)
        if report.state != ReportState.OPEN:
            raise ReportDecided
        return report, line

    async def _found(
        self, session: AsyncSession, report_id: str, *, lock: bool = False
    ) -> tuple[EntryReportRow, CatalogueRow]:
        query = _reports().where(EntryReportRow.id == report_id)
        row = (await session.execute(query.with_for_update(of=EntryReportRow) if lock else query)).first()
        if row is None:
            raise NotFound("没有这条意见")
        return row[0], row[1]

    async def _open_on(self, session: AsyncSession, entry_id: str) -> Sequence[EntryReportRow]:
        rows = await session.scalars(
            select(EntryReportRow)
            .where(EntryReportRow.entry_id == entry_id, EntryReportRow.state == ReportState.OPEN)
            .order_by(EntryReportRow.id)
            .with_for_update()  # what somebody decides on meanwhile stays decided
        )
        return rows.all()

    def _end(self, report: EntryReportRow, state: ReportState, username: str, reason: str) -> None:
        report.state, report.decided_by, report.decided_at = state, username, self._clock()
        report.decision = mask(reason).text


def _reports() -> Select[EntryReportRow, CatalogueRow]:
    return select(EntryReportRow, CatalogueRow).join(CatalogueRow, CatalogueRow.entry_id == EntryReportRow.entry_id)


def _own(account: Account) -> Sequence[ColumnElement[bool]]:
    """Return the same rule as ``Account.owns``, for a query."""
    if account.role is not Role.CURATOR:
        return ()
    departments = CatalogueRow.department.in_(account.departments)
    return (departments, CatalogueRow.region_code.in_(account.regions)) if account.regions else (departments,)


def _shown(report: EntryReportRow, line: CatalogueRow) -> Report:
    return Report(
        report_id=report.id, entry_id=report.entry_id, title=line.title, kind=ReportKind(report.kind), department=report.department,
        question=report.question, answer=report.answer, proposed=report.proposed, reason=report.reason,
        reported_by=report.reported_by, created_at=report.created_at, state=ReportState(report.state), decided_by=report.decided_by,
        decided_at=report.decided_at, decision=report.decision,
    )  # fmt: skip
