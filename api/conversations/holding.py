"""The turns this process holds, kept for as long as it lives: other processes take over what it let go of."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.conversations.keyed_turns import KeyedTurnRepository
from api.db.engine import Database
from knowledge.clock import Clock

HELD_FOR = timedelta(seconds=15)  # the turns of a process that died are free after it
_RENEW_SECONDS = 4.0  # three chances to renew, on a machine that is slow
_log = structlog.get_logger()


class HeldTurns:
    """Renews all holds of the process with one statement."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._held: set[str] = set()

    def until(self) -> datetime:
        """Return until when a turn that is taken now is held."""
        return self._clock() + HELD_FOR

    @asynccontextmanager
    async def holding(self, turn_id: str) -> AsyncIterator[None]:
        """Go on holding a turn during the block; let go of it at once where the block fails."""
        self._held.add(turn_id)
        try:
            yield
        except Exception:
            with suppress(SQLAlchemyError):  # then the hold runs out by itself
                await self._hold({turn_id}, self._clock())
            raise
        finally:
            self._held.discard(turn_id)

    async def keep(self) -> None:
        """Renew until cancelled."""
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            try:
                await self.renew()
            except SQLAlchemyError as error:
                _log.warning("turns_not_renewed", error=type(error).__name__)

    async def let_go(self) -> None:
        """Let go of every turn: who starts next need not wait until the holds have run out."""
        if self._held:
            with suppress(SQLAlchemyError):
                await self._hold(set(self._held), self._clock())

    async def renew(self) -> None:
        """Hold every turn for as long again."""
        if self._held:
            await self._hold(set(self._held), self.until())

    async def _hold(self, turn_ids: set[str], until: datetime) -> None:
        async with self._database.write() as session:
            await KeyedTurnRepository(session, self._clock).keep_holding(turn_ids, until)
