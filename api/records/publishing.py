"""Publishing and withdrawing: one transaction that changes the state and appends to the change log."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.records.change_log import append_change
from api.records.entry import EntryKind, EntryState
from api.records.repository import RecordRepository
from knowledge.clock import Clock
from knowledge.errors import NotFound


class Publisher:
    """Makes a revision public, or takes an entry back, inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._records = RecordRepository(session, clock)

    async def publish(self, entry_id: str, revision: int | None = None) -> int:
        """Publish a revision (the latest unless named) and return the number of its line in the change log.

        What explains a policy document holds no longer than it, so its interpretations are written again with it.

        Raises:
            NotFound: the entry or the revision does not exist.
        """
        entry = await self._records.entry(entry_id)
        number = revision or entry.latest_revision
        if number > entry.latest_revision:
            raise NotFound(f"条目 {entry_id} 没有第 {number} 版")
        entry.state, entry.published_revision, entry.updated_at = EntryState.PUBLISHED, number, self._clock()
        sequence = await append_change(self._session, entry_id, number, self._clock)
        return await self._republish_interpretations(entry_id, number) or sequence

    async def withdraw(self, entry_id: str, *, successor_id: str | None = None) -> int:
        """Take an entry out of answers and return the number of its line in the change log."""
        entry = await self._records.entry(entry_id)
        number = entry.published_revision or entry.latest_revision
        entry.state, entry.published_revision, entry.updated_at = EntryState.WITHDRAWN, None, self._clock()
        entry.successor_id = successor_id
        sequence = await append_change(self._session, entry_id, None, self._clock)
        return await self._republish_interpretations(entry_id, number) or sequence

    async def supersede(self, entry_id: str, successor_id: str) -> int:
        """Name the successor of a published entry, so that who asks for the old one is told of the new one."""
        entry = await self._records.entry(entry_id)
        entry.successor_id = (await self._records.entry(successor_id)).id
        return await self.publish(entry_id, entry.published_revision)

    async def _republish_interpretations(self, entry_id: str, number: int) -> int:
        entry = await self._records.entry(entry_id)
        if entry.kind != EntryKind.DOCUMENT:
            return 0
        sequence = 0
        title = (await self._records.content(entry_id, number)).title
        for interpretation_id in await self._records.interpretations_of(title):
            explained = await self._records.entry(interpretation_id)
            sequence = await append_change(self._session, interpretation_id, explained.published_revision, self._clock)
        return sequence
