"""Publishing and withdrawing: one transaction that changes the state and appends to the change log."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.records.catalogue import Catalogue
from api.records.change_log import append_changes, lock_records
from api.records.entry import EntryKind, EntryState
from api.records.repository import RecordRepository
from api.records.succession import predecessors
from api.records.tables import EntryRow
from knowledge.clock import Clock
from knowledge.errors import Conflict, NotFound


class Publisher:
    """Makes a revision public, or takes an entry back, inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._records = RecordRepository(session, clock)

    async def publish(self, entry_id: str, revision: int | None = None) -> int:
        """Publish a revision (the latest unless named) and return the number of its line in the change log.

        What explains a policy document holds no longer than it, so its interpretations are written again with it;
        and so is what it replaced, which names it and its days.

        Raises:
            NotFound: the entry or the revision does not exist.
        """
        entry = await self._locked(entry_id)
        number = entry.latest_revision if revision is None else revision
        if not 1 <= number <= entry.latest_revision:
            raise NotFound(f"条目 {entry_id} 没有第 {number} 版")
        # All that is read is read first: what is written then goes in one flush, and publishing is done by the thousand.
        dependants = await self._dependants(entry, {entry.published_revision or number, number})
        catalogue = Catalogue(self._session, self._clock)
        line, days = await catalogue.line(entry_id), await self._records.validity(entry_id, number)
        entry.state, entry.published_revision, entry.updated_at = EntryState.PUBLISHED, number, self._clock()
        catalogue.publish(line, entry, days)
        return await append_changes(self._session, [(entry_id, number), *dependants], self._clock)

    async def reinstate(self, entry_id: str, revision: int) -> int:
        """Publish a revision of an entry that had ended: it holds again, so nothing stands in its place any more.

        Raises:
            NotFound: the entry or the revision does not exist.
        """
        entry = await self._locked(entry_id)
        entry.successor_id = None
        await self._session.flush()
        return await self.publish(entry_id, revision)

    async def withdraw(self, entry_id: str, *, successor_id: str | None = None) -> int:
        """Take an entry out of answers and return the number of its line in the change log.

        Raises:
            NotFound: the entry or its successor does not exist.
            Conflict: the entry is named as its own successor, at once or along the chain.
        """
        entry = await self._locked(entry_id)
        number = entry.published_revision or entry.latest_revision
        if successor_id is not None:
            await self._name_successor(entry, successor_id)
        dependants = await self._dependants(entry, {number})
        catalogue = Catalogue(self._session, self._clock)
        line = await catalogue.line(entry_id)
        entry.state, entry.published_revision, entry.updated_at = EntryState.WITHDRAWN, None, self._clock()
        catalogue.withdraw(line, entry)
        return await append_changes(self._session, [(entry_id, None), *dependants], self._clock)

    async def supersede(self, entry_id: str, successor_id: str) -> int:
        """Name the successor of a published entry, so that who asks for the old one is told of the new one.

        Raises:
            NotFound: the entry or its successor does not exist.
            Conflict: the entry is not published, or is named as its own successor, at once or along the chain.
        """
        entry = await self._locked(entry_id)
        if entry.published_revision is None:
            raise Conflict(f"条目 {entry_id} 没有发布")
        await self._name_successor(entry, successor_id)
        return await self.publish(entry_id, entry.published_revision)

    async def _locked(self, entry_id: str) -> EntryRow:
        await lock_records(self._session)
        return await self._records.entry(entry_id)

    async def _name_successor(self, entry: EntryRow, successor_id: str) -> None:
        if successor_id == entry.id:
            raise Conflict(f"条目 {entry.id} 不能由自己替代")
        successor = await self._records.entry(successor_id)
        if any(row.id == successor_id for row in await predecessors(self._session, entry.id)):
            raise Conflict(f"条目 {entry.id} 的接替关系会绕回自己")
        entry.successor_id = successor.id
        await self._session.flush()

    async def _dependants(self, entry: EntryRow, revisions: set[int]) -> list[tuple[str, int | None]]:
        """Return all that says something of this entry, and so is written again with it: id and published revision."""
        lines = await self._interpretations(entry, revisions)
        for replaced in await predecessors(self._session, entry.id):
            if (number := replaced.published_revision) is not None:
                lines += [(replaced.id, number), *await self._interpretations(replaced, {number})]
        return lines

    async def _interpretations(self, entry: EntryRow, revisions: set[int]) -> list[tuple[str, int | None]]:
        """Return everything that explains one of these revisions: its id and its published revision."""
        if entry.kind != EntryKind.DOCUMENT:
            return []
        return [*await self._records.published_about(await self._records.titles(entry.id, revisions))]
