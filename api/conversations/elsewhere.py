"""Waiting for turns that other processes work on: one query for all of them, only while there are any."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.conversations.keyed_turns import KeyedTurnRepository
from api.db.engine import Database
from knowledge.clock import Clock

_LOOK_SECONDS = 0.2
_log = structlog.get_logger()


class ElsewhereTurns:
    """Looks at the database on behalf of everybody who waits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[str, asyncio.Event] = {}
        self._looking: asyncio.Task[None] | None = None

    async def settled(self, turn_id: str) -> None:
        """Wait until a turn is answered, or held by nobody any more."""
        event = self._waiting.setdefault(turn_id, asyncio.Event())
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        await event.wait()

    async def close(self) -> None:
        """Stop looking."""
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        while self._waiting:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                async with self._database.read() as session:
                    settled = await KeyedTurnRepository(session, self._clock).settled(set(self._waiting))
            except SQLAlchemyError as error:
                _log.warning("turns_elsewhere_unknown", error=type(error).__name__)
                continue
            for turn_id in settled:
                self._waiting.pop(turn_id).set()
