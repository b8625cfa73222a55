"""A lease on a name: one process has it, for a while."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from api.chores.tables import ChoreRow
from api.db.engine import Database
from knowledge.clock import Clock


class Leases:
    """Hands out leases over the database, so that all replicas see them."""

    def __init__(self, database: Database, clock: Clock, holder: str) -> None:
        """Take leases as ``holder``, a name of this process alone."""
        self._database = database
        self._clock = clock
        self._holder = holder

    async def take(self, name: str, *, every: timedelta, at_most: timedelta) -> bool:
        """Take the chore when it is due (``every`` after it was done last) and nobody else has it."""
        now = self._clock()
        try:
            async with self._database.write() as session:
                row = await session.get(ChoreRow, name, with_for_update=True)
                if row is None:
                    session.add(ChoreRow(name=name, held_by=self._holder, held_until=now + at_most, done_at=None))
                    return True
                if row.held_until > now or (row.done_at is not None and row.done_at + every > now):
                    return False
                row.held_by, row.held_until = self._holder, now + at_most
                return True
        except IntegrityError:
            return False  # another replica was first

    async def done(self, name: str) -> None:
        """Note that the chore is done and give the lease back, unless it was lost meanwhile."""
        async with self._database.write() as session:
            row = await session.get(ChoreRow, name, with_for_update=True)
            if row is not None and row.held_by == self._holder:
                row.held_until = row.done_at = self._clock()
