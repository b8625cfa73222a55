"""Every replica takes a new version of the dictionary into use, wherever it was saved."""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import Database
from api.dictionary.loading import newest_lexicon, newest_version
from api.replica.live import LiveReplica

POLL_SECONDS = 1.0
_PAUSE_AFTER_ERROR_SECONDS = 5.0
_log = structlog.get_logger()


class DictionaryFollower:
    """Looks once a second whether there is a newer version, and lets the replica use it."""

    def __init__(self, database: Database, replica: LiveReplica) -> None:
        self._database = database
        self._replica = replica
        self._taking = asyncio.Lock()
        self._stopping = asyncio.Event()

    async def take_newest(self) -> None:
        """Use the newest version now; searches go on with the old one until it is ready."""
        async with self._taking:
            if await newest_version(self._database) == self._replica.dictionary:
                return
            lexicon = await newest_lexicon(self._database)
            await self._replica.use(lexicon)
            _log.info("dictionary_in_use", version=lexicon.version)

    async def follow(self) -> None:
        """Go on until told to stop; while the database is away, wait for it."""
        while not self._stopping.is_set():
            pause = POLL_SECONDS
            try:
                await self.take_newest()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("dictionary_unreadable", error=type(error).__name__)
                pause = _PAUSE_AFTER_ERROR_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    def stop(self) -> None:
        """Let ``follow`` end between two looks."""
        self._stopping.set()
