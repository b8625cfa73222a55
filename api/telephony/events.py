"""What happens on a line, in the order it happened."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TypeAlias

from api.telephony.port import Sound


@dataclass(frozen=True, slots=True)
class Began:
    """The caller began to speak."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """The caller has finished saying something; they fell silent ``ended_at`` (seconds of the loop's clock)."""

    sound: Sound
    ended_at: float


@dataclass(frozen=True, slots=True)
class Pressed:
    """The caller pressed keys."""

    keys: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing comes any more: ``caller`` hung up, the line broke (``failure``), or the service stops (``transfer``)."""

    by: str


Event: TypeAlias = Began | Uttered | Pressed | Gone


class Events:
    """Events that wait to be dealt with. Whoever stops waiting for the next one takes none away."""

    def __init__(self) -> None:
        self._waiting: deque[Event] = deque()
        self._arrived = asyncio.Event()

    def put(self, event: Event) -> None:
        """Add one."""
        self._waiting.append(event)
        self._arrived.set()

    async def next(self) -> Event:
        """Return the next one, and wait for it where there is none."""
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.popleft()
