"""Who is at the desk: every query about it is here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.inserting import insert_into
from api.presence.rules import presence_rules
from api.presence.states import PresenceState
from api.presence.tables import PresenceRow
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class Present:
    """How one operator is, as it counts: without a sign of life they are away, since they gave the last one."""

    username: str
    state: PresenceState
    comment: str
    since: datetime


class Presences:
    """Reads and writes presence inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def put(self, username: str, state: PresenceState, comment: str) -> None:
        """Keep what somebody says of themselves; ``since`` stays where nothing changed."""
        now = self._clock()
        row = await self._session.get(PresenceRow, username, with_for_update=True)
        if row is None:
            await self.greet(username)
            row = await self._session.get_one(PresenceRow, username, with_for_update=True, populate_existing=True)
        if PresenceState(row.state) is not state or row.seen_at < self._oldest:
            row.since = now
        row.state, row.comment, row.seen_at = state, comment, now
        await self._session.flush()

    async def greet(self, username: str) -> None:
        """Note that somebody opened the desk: available, unless they said something else before."""
        now = self._clock()
        row = {"username": username, "state": PresenceState.AVAILABLE, "comment": "", "since": now, "seen_at": now}
        await self._session.execute(insert_into(self._session, PresenceRow).values(row).on_conflict_do_nothing())
        await self._session.execute(
            update(PresenceRow)
            .where(PresenceRow.username == username, PresenceRow.seen_at < self._oldest)
            .values(since=now)
        )
        await self.seen({username})

    async def seen(self, usernames: Collection[str]) -> None:
        """Note a sign of life."""
        now = self._clock()
        await self._session.execute(
            update(PresenceRow).where(PresenceRow.username.in_(usernames)).values(seen_at=now),
            execution_options={"synchronize_session": False},
        )

    async def of(self, username: str) -> Present | None:
        """Return how somebody is; nothing where they were never at the desk."""
        row = await self._session.get(PresenceRow, username, populate_existing=True)
        return self._present(row) if row else None

    async def all(self) -> Sequence[Present]:
        """Return everybody who was ever at the desk, by name."""
        rows = await self._session.scalars(select(PresenceRow).order_by(PresenceRow.username))
        return [self._present(row) for row in rows]

    async def here(self) -> set[str]:
        """Return who is at the desk, free or busy."""
        rows = await self._session.scalars(
            select(PresenceRow.username).where(
                PresenceRow.seen_at >= self._oldest, PresenceRow.state != PresenceState.AWAY
            )
        )
        return set(rows)

    async def available(self) -> int:
        """Return how many could take a question now."""
        count = await self._session.scalar(
            select(func.count())
            .select_from(PresenceRow)
            .where(PresenceRow.seen_at >= self._oldest, PresenceRow.state == PresenceState.AVAILABLE)
        )
        return count or 0

    @property
    def _oldest(self) -> datetime:
        return self._clock() - presence_rules().away_after

    def _present(self, row: PresenceRow) -> Present:
        if row.seen_at < self._oldest:
            return Present(row.username, PresenceState.AWAY, row.comment, row.seen_at)
        return Present(row.username, PresenceState(row.state), row.comment, row.since)
