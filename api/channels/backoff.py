"""How long to wait before something is tried again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses that double from ``first`` to ``longest``; ``chance`` in [0, 1) spreads those who failed together."""

    first: timedelta
    longest: timedelta
    chance: Callable[[], float] = random.random

    def pause(self, attempts: int) -> timedelta:
        """Return the pause after so many failed attempts (1 or more): between half of the doubled pause and all of it."""
        doublings = min(attempts - 1, 30)  # beyond, the pause is the longest anyway, and the number would overflow
        whole = min(self.longest, timedelta(seconds=self.first.total_seconds() * (1 << doublings)))
        return whole * (0.5 + 0.5 * self.chance())
