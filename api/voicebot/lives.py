"""How long a call lives without a word from who reports it: kept with the call, so that any process can be asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from api.db.engine import Database
from api.hotline.port import CallName, Calls, CallState
from api.hotline.tables import CallRow
from knowledge.clock import Clock
from knowledge.errors import NotFound

EXPIRES = timedelta(seconds=120)
_GRACE = timedelta(seconds=60)  # a refresh that is on its way when the time is over


class Lives:
    """Keeps until when calls live."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, name: CallName) -> None:
        """Let a call live from now on."""
        async with self._database.write() as session:
            await session.execute(
                update(CallRow)
                .where(CallRow.source == name.source, CallRow.external_id == name.external_id)
                .values(alive_until=self._clock() + EXPIRES)
            )

    async def require(self, name: CallName) -> None:
        """Let a call live on, which is written down only now and then.

        Raises:
            NotFound: there is no such call, or it was not refreshed in time.
        """
        now = self._clock()
        async with self._database.read() as session:
            until = await session.scalar(
                select(CallRow.alive_until).where(
                    CallRow.source == name.source, CallRow.external_id == name.external_id
                )
            )
        if until is None or until + _GRACE < now:
            raise NotFound("没有这通电话，或者已经过期")
        if until - now < EXPIRES / 2:
            await self.begin(name)

    async def end_expired(self, calls: Calls) -> None:
        """Note calls as ended that nobody refreshed: the switchboard died, or its last word was lost."""
        for name in await self._expired(self._clock() - _GRACE):
            await calls.ended(name, "failure")

    async def _expired(self, before: datetime) -> Sequence[CallName]:
        async with self._database.read() as session:
            rows = await session.execute(
                select(CallRow.source, CallRow.external_id).where(
                    CallRow.alive_until < before, CallRow.state != CallState.ENDED
                )
            )
        return [CallName(source, external_id) for source, external_id in rows]
