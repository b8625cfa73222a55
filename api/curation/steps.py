"""The steps of an entry's life inside one transaction: the rule is asked, the records change, the line is written."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.tables import AccountRow
from api.curation.errors import EntryChanged
from api.curation.events import Events
from api.curation.notices import Notices
from api.curation.rules import curation_rules
from api.curation.schedules import Schedules
from api.curation.stages import Action, Person, refusal
from api.curation.tables import ApprovalRow
from api.curation.work import work_on
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.entry import Stage
from api.records.tables import CatalogueRow
from knowledge.clock import Clock, china_day
from knowledge.errors import InvalidInput


class Steps:
    """What leads to a publishing. Each method locks the records first, so that of two people one is the first."""

    def __init__(self, session: AsyncSession, clock: Clock, eyes: int) -> None:
        self._session = session
        self._clock = clock
        self._eyes = eyes
        self._events = Events(session, clock)

    async def submit(self, person: Person, entry_id: str, revision: int, note: str) -> None:
        """Hand the latest revision in for review."""
        row = await self.begun(Action.SUBMIT, person, entry_id, revision)
        row.stage = Stage.SUBMITTED
        await self._events.note(person.username, "submitted", entry_id, revision, note)

    async def give_back(self, person: Person, entry_id: str, revision: int, comment: str) -> None:
        """Send the latest revision back to those who wrote it; what was planned with it is off.

        Raises:
            InvalidInput: nobody says why.
        """
        if not comment.strip():
            raise InvalidInput("请写明退回的原因")
        row = await self.begun(Action.RETURN, person, entry_id, revision)
        row.stage = Stage.RETURNED
        await self._forget_approval(row)
        await self._events.note(person.username, "returned", entry_id, revision, comment)
        for author in {*row.authors, *filter(None, [row.assignee])} - {person.username}:
            key = f"{revision}@{self._clock().isoformat()}"
            await Notices(self._session, self._clock).tell(author, "returned", row, key=key, text=comment)

    async def approve(self, person: Person, entry_id: str, revision: int, comment: str) -> None:
        """Find the latest revision right."""
        row = await self.begun(Action.APPROVE, person, entry_id, revision)
        row.stage = Stage.APPROVED
        self._session.add(
            ApprovalRow(
                entry_id=entry_id, revision=revision, approved_by=person.username, authors=list(row.authors), at=self._clock()
            )
        )  # fmt: skip
        await self._events.note(person.username, "approved", entry_id, revision, comment)

    async def confirm(self, person: Person, entry_id: str, next_due: date | None) -> None:
        """Say that what is public still holds.

        Raises:
            InvalidInput: the next day to look is not ahead.
        """
        row = await self.begun(Action.CONFIRM, person, entry_id)
        today = china_day(self._clock())
        if next_due is not None and next_due <= today:
            raise InvalidInput("下次复核的日期要在今天之后")
        row.review_due_on = next_due or curation_rules().review.due_on(today, row.kind, row.field_name)
        said = row.review_due_on.isoformat()
        await self._events.note(
            person.username, "confirmed", entry_id, row.published_revision or row.revision, next_due=said
        )

    async def assign(self, person: Person, entry_id: str, assignee: str, due_on: date | None) -> None:
        """Say who is to work on an entry, and until when.

        Raises:
            InvalidInput: there is no such person, or the account is closed.
        """
        row = await self.begun(Action.ASSIGN, person, entry_id)
        account = await self._session.get(AccountRow, assignee) if assignee else None
        if assignee and (account is None or account.disabled):
            raise InvalidInput(f"没有可以分派的用户 {assignee}")
        row.assignee, row.due_on = assignee, due_on if assignee else None
        day = due_on.isoformat() if due_on else ""
        await self._events.note(person.username, "assigned", entry_id, row.revision, assignee=assignee, due_on=day)
        if assignee != person.username:
            key = f"{day}@{self._clock().isoformat()}"
            await Notices(self._session, self._clock).tell(assignee, "assigned", row, key=key, day=due_on)

    async def comment(self, person: Person, entry_id: str, text: str) -> None:
        """Say something."""
        row = await self.begun(Action.COMMENT, person, entry_id)
        await self._events.note(person.username, "comment", entry_id, row.revision, text)

    async def begun(
        self, action: Action, person: Person, entry_id: str, revision: int | None = None, *, latest: bool = True
    ) -> CatalogueRow:
        """Lock the records and return the line of an entry where the person may take the step.

        Raises:
            NotFound: there is no such entry.
            EntryChanged: ``revision`` is not the ``latest``, where it has to be.
            NotAllowed, WrongStage, SecondPersonNeeded: the rules say no.
        """
        await lock_records(self._session)
        row = await Catalogue(self._session, self._clock).line(entry_id)
        if revision is not None and (revision > row.revision or (latest and revision != row.revision)):
            raise EntryChanged(f"条目已经是第 {row.revision} 版", remedy="请刷新后再操作")
        refused = refusal(action, person, await work_on(self._session, row, revision), self._eyes)
        if refused is not None:
            raise refused
        return row

    async def _forget_approval(self, row: CatalogueRow) -> None:
        approval = await self._session.scalar(
            select(ApprovalRow).where(ApprovalRow.entry_id == row.entry_id, ApprovalRow.revision == row.revision)
        )
        if approval is not None:
            await self._session.delete(approval)
        await Schedules(self._session, self._clock).cancel_revision(row, row.revision)
