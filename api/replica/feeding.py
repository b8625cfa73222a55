"""A signal that something in the background feeds."""

import asyncio
from abc import ABC, abstractmethod

from api.replica.signal import MemorySignal


class FedSignal(MemorySignal, ABC):
    """Starts its feeder at the first wait and ends it when closed."""

    def __init__(self) -> None:
        super().__init__()
        self._feeder: asyncio.Task[None] | None = None

    async def wait(self, seconds: float) -> None:
        """Return when something may have changed, when woken, or when the time is up."""
        if self._feeder is None and not self._closed:
            self._feeder = asyncio.create_task(self._feed())
        await super().wait(seconds)

    async def close(self) -> None:
        """End the feeder; waits end at once."""
        await super().close()
        if self._feeder is not None:
            self._feeder.cancel()
            await asyncio.gather(self._feeder, return_exceptions=True)

    @abstractmethod
    async def _feed(self) -> None:
        """Wake at every change, until cancelled."""
