"""When to look into the change log: at once when it has grown, and now and then in any case."""

import asyncio
from contextlib import suppress
from typing import Protocol

from api.db.engine import Database


class ChangeSignal(Protocol):
    """Tells that the change log may have grown. It may cry wolf; a reader that misses it looks a little later."""

    async def wait(self, seconds: float) -> None:
        """Return when something may have changed since the last wait, when woken, or when the time is up."""

    def wake(self) -> None:
        """Let a wait end now, or the next one at once."""

    async def close(self) -> None:
        """Give back what the signal holds; waits end at once."""


class MemorySignal:
    """The signal of a process alone: it is woken, or the time is up."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._closed = False

    async def wait(self, seconds: float) -> None:
        """Return when woken, or when the time is up."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        if not self._closed:
            self._event.clear()

    def wake(self) -> None:
        """Let a wait end now, or the next one at once."""
        self._event.set()

    async def close(self) -> None:
        """Let every wait end."""
        self._closed = True
        self._event.set()


def change_signal(database: Database) -> ChangeSignal:
    """Return the signal for this database."""
    # Each adapter is needed with its own database alone.
    from api.replica.listening import PostgresSignal  # noqa: PLC0415
    from api.replica.polling import SqliteSignal  # noqa: PLC0415

    return PostgresSignal(database.engine.url) if database.is_postgres else SqliteSignal(database.engine.url)
