"""Entries written, brought along their life and made public: each change one transaction, found at once afterwards."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.service import Account
from api.curation.entry_view import EntryView
from api.curation.lines import line_of
from api.curation.listing import Wanted, find_entries
from api.curation.releasing import Releasing
from api.curation.schedules import Plan, Schedules
from api.curation.schemas import EntryOut, Page
from api.curation.stages import Action, Person
from api.curation.steps import Steps
from api.curation.work import check_owns, person_of
from api.curation.writing import Writing
from api.db.engine import Database
from api.documents.port import Indexing
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from api.replica.passages import passages_to_be
from knowledge.clock import Clock, china_day
from knowledge.model.passage import Passage

Json: TypeAlias = Mapping[str, Any]


class CurationService:
    """What the console does with entries."""

    def __init__(self, database: Database, indexing: Indexing, clock: Clock, eyes: int) -> None:
        self.database = database
        self.indexing = indexing
        self.clock = clock
        self.eyes = eyes

    async def page(self, account: Account, wanted: Wanted) -> Page:
        """Return a page of the list."""
        today = china_day(self.clock())
        async with self.database.read() as session:
            found = await find_entries(session, wanted, account, today)
        facets = {name: dict(counts) for name, counts in found.facets.items()}
        return Page(items=[line_of(row, today) for row in found.rows], total=found.total, facets=facets)

    async def entry(self, account: Account, entry_id: str) -> EntryOut:
        """Return an entry as a person sees it."""
        async with self.database.read() as session:
            return await EntryView(session, self.clock, self.eyes).entry(account, entry_id)

    async def create(self, account: Account, kind: EntryKind, raw: Json, reason: str, draft_id: str = "") -> EntryOut:
        """Make an entry; see ``Writing.create``."""
        async with self.database.write() as session:
            entry_id = await Writing(session, self.clock, self.eyes).create(account, kind, raw, reason, draft_id)
        return await self.entry(account, entry_id)

    async def save(self, account: Account, entry_id: str, raw: Json, reason: str, base_revision: int) -> EntryOut:
        """Store a new revision; see ``Writing.save``."""
        async with self.database.write() as session:
            await Writing(session, self.clock, self.eyes).save(account, entry_id, raw, reason, base_revision)
        return await self.entry(account, entry_id)

    async def submit(self, account: Account, entry_id: str, revision: int, note: str) -> EntryOut:
        """Hand a revision in."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).submit(person, entry_id, revision, note)
        return await self.entry(account, entry_id)

    async def give_back(self, account: Account, entry_id: str, revision: int, comment: str) -> EntryOut:
        """Send a revision back."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).give_back(person, entry_id, revision, comment)
        return await self.entry(account, entry_id)

    async def approve(self, account: Account, entry_id: str, revision: int, comment: str) -> EntryOut:
        """Find a revision right."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).approve(person, entry_id, revision, comment)
        return await self.entry(account, entry_id)

    async def publish(
        self, account: Account, entry_id: str, revision: int, *, at: datetime | None = None
    ) -> EntryOut:  # fmt: skip
        """Publish a revision now, or plan it."""
        if at is not None:
            async with self._acting(account, entry_id) as (session, person):
                row = await Steps(session, self.clock, self.eyes).begun(
                    Action.SCHEDULE, person, entry_id, revision, latest=False
                )
                await Schedules(session, self.clock).plan(row, Plan("publish", revision, at), person.username)
            return await self.entry(account, entry_id)
        await self.prepare(entry_id, revision)
        async with self._acting(account, entry_id) as (session, person):
            await Releasing(session, self.clock, self.eyes).publish(person, entry_id, revision)
        return await self._public(account, entry_id)

    async def withdraw(
        self, account: Account, entry_id: str, reason: str, *, at: datetime | None = None, successor_id: str | None = None
    ) -> EntryOut:  # fmt: skip
        """Take an entry back now, or plan it."""
        async with self._acting(account, entry_id) as (session, person):
            if at is None:
                await Releasing(session, self.clock, self.eyes).withdraw(person, entry_id, reason, successor_id)
            else:
                row = await Steps(session, self.clock, self.eyes).begun(Action.WITHDRAW, person, entry_id)
                await Schedules(session, self.clock).plan(
                    row, Plan("withdraw", row.revision, at, reason, successor_id), person.username
                )
        return await self._public(account, entry_id)

    async def cancel(self, account: Account, entry_id: str, schedule_id: str) -> EntryOut:
        """Call a plan off."""
        async with self._acting(account, entry_id) as (session, person):
            row = await Catalogue(session, self.clock).line(entry_id)
            await Schedules(session, self.clock).call_off(row, schedule_id, person.username)
        return await self.entry(account, entry_id)

    async def repeal(
        self, account: Account, entry_id: str, repealed_on: date, reason: str, successor_id: str | None
    ) -> EntryOut:
        """Write down that a document holds no longer."""
        async with self._acting(account, entry_id) as (session, person):
            await Releasing(session, self.clock, self.eyes).repeal(person, entry_id, repealed_on, reason, successor_id)
        return await self._public(account, entry_id)

    async def roll_back(self, account: Account, entry_id: str, revision: int, reason: str) -> EntryOut:
        """Make an earlier revision hold again."""
        async with self._acting(account, entry_id) as (session, person):
            await Releasing(session, self.clock, self.eyes).roll_back(person, entry_id, revision, reason)
        return await self._public(account, entry_id)

    async def confirm(self, account: Account, entry_id: str, next_due: date | None) -> EntryOut:
        """Say that an entry still holds."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).confirm(person, entry_id, next_due)
        return await self.entry(account, entry_id)

    async def assign(self, account: Account, entry_id: str, assignee: str, due_on: date | None) -> EntryOut:
        """Say who is to work on an entry."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).assign(person, entry_id, assignee, due_on)
        return await self.entry(account, entry_id)

    async def comment(self, account: Account, entry_id: str, text: str) -> None:
        """Say something about an entry."""
        async with self._acting(account, entry_id) as (session, person):
            await Steps(session, self.clock, self.eyes).comment(person, entry_id, text)

    async def prepare(self, entry_id: str, revision: int) -> None:
        """Embed a revision before it is public, so that the moment between publishing and finding is short."""
        await self.prepare_all([(entry_id, revision)])

    async def prepare_all(self, revisions: Sequence[tuple[str, int]]) -> None:
        """Embed revisions of several entries together: texts of like length in one batch, whatever entry they are from."""
        passages: list[Passage] = []
        async with self.database.read() as session:
            records = RecordRepository(session, self.clock)
            for entry_id, revision in revisions:
                if revision <= (await records.entry(entry_id)).latest_revision:
                    passages += await passages_to_be(records, entry_id, revision)
        await self.indexing.prepare(passages)

    async def _public(self, account: Account, entry_id: str) -> EntryOut:
        await self.indexing.catch_up()
        return await self.entry(account, entry_id)

    @asynccontextmanager
    async def _acting(self, account: Account, entry_id: str) -> AsyncIterator[tuple[AsyncSession, Person]]:
        """Yield a transaction on an entry that is the person's own."""
        async with self.database.write() as session:
            await lock_records(session)
            check_owns(account, await Catalogue(session, self.clock).line(entry_id))
            yield session, person_of(account)
