"""What makes something public or takes it back, inside one transaction, with all that leaves or comes along."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.errors import WrongStage
from api.curation.events import Events
from api.curation.schedules import Schedules
from api.curation.stages import Action, Person
from api.curation.steps import Steps
from api.curation.superseding import Superseding
from api.curation.tables import ApprovalRow
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.codec import Content
from api.records.entry import EntryState, Stage
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.records.tables import CatalogueRow, ChangeRow, RevisionRow
from knowledge.clock import Clock
from knowledge.errors import Conflict
from knowledge.model.document import PolicyDocument


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """Work on a revision that something else is published before."""

    revision: RevisionRow
    content: Content
    authors: frozenset[str]


class Releasing:
    """Publishes, withdraws, repeals and rolls back; the rules of the stages are asked where a person acts."""

    def __init__(self, session: AsyncSession, clock: Clock, eyes: int) -> None:
        self._session = session
        self._clock = clock
        self._steps = Steps(session, clock, eyes)
        self._events = Events(session, clock)
        self._records = RecordRepository(session, clock)
        self._publisher = Publisher(session, clock)
        self._schedules = Schedules(session, clock)

    async def publish(self, person: Person, entry_id: str, revision: int) -> None:
        """Publish a revision that was found right.

        Raises:
            WrongStage: it is public already, or older than what is.
            SecondPersonNeeded: nobody else has found it right.
        """
        await self.may_publish(person, entry_id, revision)
        await self.release(person.username, entry_id, revision)

    async def may_publish(self, person: Person, entry_id: str, revision: int) -> None:
        """Raise what ``publish`` would."""
        row = await self._steps.begun(Action.PUBLISH, person, entry_id, revision, latest=False)
        if row.published_revision is not None and revision <= row.published_revision:
            raise WrongStage(f"第 {row.published_revision} 版已经发布", remedy="要恢复旧版请用回退")

    async def release(self, actor: str, entry_id: str, revision: int, **details: str) -> None:
        """Publish a revision without asking; with it goes what its text repeals."""
        await lock_records(self._session)
        await self._publisher.publish(entry_id, revision)
        row = await Catalogue(self._session, self._clock).line(entry_id)
        await self._schedules.cancel_revision(row, revision)
        await self._events.note(actor, "published", entry_id, revision, **details)
        content = await self._records.content(entry_id, revision)
        if isinstance(content, PolicyDocument):
            await Superseding(self._session, self._clock).repeal_named(actor, entry_id, content)

    async def withdraw(self, person: Person, entry_id: str, reason: str, successor_id: str | None = None) -> None:
        """Take an entry out of answers; a draft that was never public is put away."""
        await self._steps.begun(Action.WITHDRAW, person, entry_id)
        await self.take_back(person.username, entry_id, reason, successor_id)

    async def take_back(self, actor: str, entry_id: str, reason: str, successor_id: str | None = None) -> None:
        """Withdraw an entry without asking."""
        await lock_records(self._session)
        row = await Catalogue(self._session, self._clock).line(entry_id)
        revision = row.published_revision or row.revision
        if row.state == EntryState.WITHDRAWN:
            raise WrongStage("条目已经撤回")
        await self._check_successor(successor_id)
        await self._publisher.withdraw(entry_id, successor_id=successor_id)
        named = {"successor": successor_id} if successor_id else {}
        await self._events.note(actor, "withdrawn", entry_id, revision, reason, **named)

    async def repeal(
        self, person: Person, entry_id: str, repealed_on: date, reason: str, successor_id: str | None = None
    ) -> None:
        """Write into a policy document that it no longer holds from a day on, and publish that."""
        row = await self._steps.begun(Action.REPEAL, person, entry_id)
        await self._check_successor(successor_id)
        work = await self._unfinished(row)
        await Superseding(self._session, self._clock).repeal(
            person.username, entry_id, repealed_on, reason, successor_id=successor_id
        )
        if work is not None:
            await self._go_on(
                row, work, replace(work.content, validity=replace(work.content.validity, repealed_on=repealed_on))
            )

    async def roll_back(self, person: Person, entry_id: str, revision: int, reason: str) -> None:
        """Make an earlier revision hold again, as a new one. It was public or found right, so nobody has to look twice.

        Raises:
            WrongStage: nobody ever found that revision right.
        """
        row = await self._steps.begun(Action.ROLLBACK, person, entry_id)
        if revision > row.revision or not await self._was_right(entry_id, revision):
            raise WrongStage(f"第 {revision} 版没有发布过，也没有审核通过", remedy="只能回退到发布过的版本")
        work = await self._unfinished(row)
        content = await self._records.content(entry_id, revision)
        number, _ = await self._records.add_revision(
            entry_id, content, author=person.username, reason=f"回退到第 {revision} 版：{reason}"[:500]
        )
        ended = content.validity.repealed_on is not None
        await (self._publisher.publish if ended else self._publisher.reinstate)(entry_id, number)
        await self._events.note(person.username, "rolled_back", entry_id, number, reason, to=revision)
        if work is not None and work.revision.number != number:
            await self._go_on(row, work, work.content)

    async def _unfinished(self, row: CatalogueRow) -> _Unfinished | None:
        """Return the latest revision where it is somebody's unfinished work."""
        if row.stage == Stage.NONE or row.published_revision == row.revision:
            return None
        revision = await self._session.get_one(RevisionRow, (row.entry_id, row.revision))
        return _Unfinished(
            revision,
            await self._records.content(row.entry_id, row.revision),
            frozenset({*row.authors, revision.author}),
        )

    async def _go_on(self, row: CatalogueRow, work: _Unfinished, content: Content) -> None:
        """Put unfinished work on top again, as the draft of those who wrote it: it is not lost, and not public."""
        _, is_new = await self._records.add_revision(
            row.entry_id, content, author=work.revision.author, reason=f"继续第 {work.revision.number} 版的修改"
        )
        if is_new:
            row.authors = sorted(work.authors)

    async def _check_successor(self, successor_id: str | None) -> None:
        if successor_id is None:
            return
        if (await self._records.entry(successor_id)).state != EntryState.PUBLISHED:
            raise Conflict("接替的条目还没有发布", remedy="请先发布接替的条目")

    async def _was_right(self, entry_id: str, revision: int) -> bool:
        if await self._session.get(ApprovalRow, (entry_id, revision)) is not None:
            return True
        logged = (
            select(ChangeRow.sequence).where(ChangeRow.entry_id == entry_id, ChangeRow.revision == revision).limit(1)
        )
        return await self._session.scalar(logged) is not None
