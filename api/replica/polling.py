"""The signal of SQLite, which notifies nobody: a number that grows with every commit of another connection."""

import asyncio
from contextlib import suppress

import aiosqlite
import structlog
from sqlalchemy import URL

from api.replica.feeding import FedSignal

_LOOK_SECONDS = 0.05
_log = structlog.get_logger()


class SqliteSignal(FedSignal):
    """Looks at ``PRAGMA data_version`` on a connection of its own, which costs some microseconds and reads no page."""

    def __init__(self, url: URL, *, every: float = _LOOK_SECONDS) -> None:
        super().__init__()
        self._path = url.database or ":memory:"
        self._every = every

    async def _feed(self) -> None:
        async with aiosqlite.connect(self._path, isolation_level=None) as connection:
            last = None
            while True:
                version = await self._version(connection)
                if version != last:
                    self.wake()
                last = version
                await asyncio.sleep(self._every)

    async def _version(self, connection: aiosqlite.Connection) -> object:
        with suppress(aiosqlite.OperationalError):  # busy for once: a change is seen at the next look
            async with connection.execute("PRAGMA data_version") as cursor:
                return await cursor.fetchone()
        return None
