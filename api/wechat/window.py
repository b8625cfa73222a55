"""The requests of the platform that wait for one message's answer: the newest gets it."""

import asyncio
from dataclasses import dataclass

from api.channels.port import Outgoing


@dataclass(frozen=True, slots=True)
class Passive:
    """What goes into the reply to a request. ``more`` is true where other messages wait behind it."""

    message: Outgoing
    more: bool = False


Waiting = asyncio.Future[Passive | None]


class Window:
    """Open while a request waits. Whoever answers asks ``claim`` first, and gives what it stored as offered afterwards."""

    def __init__(self) -> None:
        self._waiting: Waiting | None = None
        self._claimed = False

    def open(self) -> Waiting:
        """Let a request wait; the one that waited before has nothing more to expect."""
        self.give(None)
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting

    def claim(self) -> bool:
        """Whether a request waits; from now on it waits a little longer than it would, for a commit is on its way."""
        self._claimed = self._waiting is not None and not self._waiting.done()
        return self._claimed

    def give(self, passive: Passive | None) -> None:
        """Let the request that waits have this, or nothing."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(passive)

    async def wait(self, waiting: Waiting, answer_at: float, hard_at: float) -> Passive | None:
        """Return what was given, at the latest at ``answer_at``, or ``hard_at`` once it is claimed (loop time).

        Raises:
            TimeoutError: nothing was.
        """
        loop = asyncio.get_running_loop()
        await asyncio.wait({waiting}, timeout=max(0.0, answer_at - loop.time()))
        if not waiting.done() and self._claimed:
            await asyncio.wait({waiting}, timeout=max(0.0, hard_at - loop.time()))
        if not waiting.done():
            waiting.set_result(None)
            raise TimeoutError
        return waiting.result()
