"""How long a caller waits for the first sound of an answer, and what takes how long of it."""

import asyncio

from api.health.metrics import SPOKEN_ANSWER_SECONDS


class Stopwatch:
    """Runs from the moment a caller fell silent; every part begins where the one before ended."""

    def __init__(self, since: float) -> None:
        """``since`` is in seconds of the loop's clock."""
        self._since = self._last = since

    def mark(self, part: str) -> None:
        """Note that a part is over: ``endpointing``, ``recognition``, ``turn``, ``synthesis``."""
        now = asyncio.get_running_loop().time()
        SPOKEN_ANSWER_SECONDS.labels(part).observe(now - self._last)
        self._last = now

    def total(self) -> None:
        """Note how long all of it took."""
        SPOKEN_ANSWER_SECONDS.labels("total").observe(asyncio.get_running_loop().time() - self._since)
