"""From what an operator found wrong, or said otherwise, to a proposal and to the people of the department."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.curation.notices import Notices
from api.curation.people import curators, in_charge
from api.db.inserting import insert_into
from api.records.tables import CatalogueRow
from api.reports.states import ReportKind, ReportState
from api.reports.tables import EntryReportRow
from knowledge.clock import Clock

NOTICE = "reported"
_MAX_DEPARTMENT, _ID_LENGTH = 80, 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, personal data masked: ``answer`` is what was answered, ``proposed`` what the citizen was told."""

    kind: ReportKind
    question: str
    answer: str
    proposed: str
    reason: str
    reported_by: str


class Reporting:
    """Works inside the caller's transaction, so that nobody is told of what is not kept."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def propose(self, entry_id: str, proposal: Proposal) -> str:
        """Keep a proposal and tell the people of the department; return its id, empty where there is no such entry.

        One answer reported twice by one operator is one proposal; while it is open the later words count.
        """
        line = await self._session.scalar(select(CatalogueRow).where(CatalogueRow.entry_id == entry_id))
        if line is None:
            return ""
        report_id = _id_of(entry_id, proposal)
        values = {
            "id": report_id, "entry_id": entry_id, "kind": proposal.kind, "department": line.department[:_MAX_DEPARTMENT],
            "question": proposal.question, "answer": proposal.answer, "proposed": proposal.proposed,
            "reason": proposal.reason, "reported_by": proposal.reported_by, "created_at": self._clock(),
            "state": ReportState.OPEN, "decided_by": "", "decided_at": None, "decision": "",
        }  # fmt: skip
        insert = insert_into(self._session, EntryReportRow).on_conflict_do_nothing().returning(EntryReportRow.id)
        if await self._session.scalar(insert.values(values)) is None:
            await self._say_again(report_id, proposal)
            return report_id
        await self.tell(line, NOTICE, report_id, proposal.reason or proposal.proposed)
        return report_id

    async def tell(self, line: CatalogueRow, kind: str, key: str, text: str) -> None:
        """Tell whoever looks after an entry; where nobody does, whoever can take it back."""
        people = in_charge(line, await curators(self._session)) or await self._publishers()
        notices = Notices(self._session, self._clock)
        for person in sorted(people):
            await notices.tell(person, kind, line, key=key, text=text[:200])

    async def _say_again(self, report_id: str, proposal: Proposal) -> None:
        said = {name: getattr(proposal, name) for name in ("proposed", "reason") if getattr(proposal, name)}
        if said:
            await self._session.execute(
                update(EntryReportRow)
                .where(EntryReportRow.id == report_id, EntryReportRow.state == ReportState.OPEN)
                .values(**said)
            )

    async def _publishers(self) -> set[str]:
        rows = await self._session.scalars(
            select(AccountRow.username).where(AccountRow.role == Role.PUBLISHER, AccountRow.disabled.is_(False))
        )
        return set(rows)


def _id_of(entry_id: str, proposal: Proposal) -> str:
    # A passage that a search showed has no answer of its own: there the reason tells one finding from another.
    parts = (entry_id, proposal.reported_by, proposal.kind, proposal.answer or proposal.reason)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID_LENGTH]
