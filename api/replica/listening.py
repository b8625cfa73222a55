"""The signal of PostgreSQL: one connection a process that listens, opened again whenever it breaks."""

import asyncio

import psycopg
import structlog
from psycopg import AsyncConnection, sql
from sqlalchemy import URL

from api.records.change_log import CHANNEL
from api.replica.feeding import FedSignal

_AGAIN_SECONDS, _CONNECT_SECONDS = 1.0, 5
_log = structlog.get_logger()


class PostgresSignal(FedSignal):
    """Listens for the notice that goes with every commit, by default to the change log. While the server is away nothing is
    missed: after each connecting it wakes once, and who waits looks by itself when its time is up.
    """

    def __init__(self, url: URL, *, again: float = _AGAIN_SECONDS, channel: str = CHANNEL) -> None:
        super().__init__()
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._again = again
        self._channel = channel

    async def _feed(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                _log.warning("change_notices_lost", error=type(error).__name__)
            await asyncio.sleep(self._again)

    async def _listen(self) -> None:
        connection = await AsyncConnection.connect(
            self._address, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="yihaoda listening"
        )
        async with connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            self.wake()  # what was committed while nobody listened
            async for _ in connection.notifies():
                self.wake()
