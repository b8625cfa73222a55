"""How fast the line moves, measured."""

from collections.abc import Callable
from time import monotonic

_LEAST_WEIGHT = 0.05  # of the newest gap: the last twenty or so count, and at the beginning what there is


class Pace:
    """The mean of the seconds between two departures while somebody waited."""

    def __init__(self, first_guess_seconds: float, now: Callable[[], float] = monotonic) -> None:
        self._gap = first_guess_seconds
        self._now = now
        self._before: float | None = None
        self._gaps = 0

    def somebody_waits(self) -> None:
        """Take note of the moment from which a departure is waited for."""
        if self._before is None:
            self._before = self._now()

    def departed(self, *, somebody_waits: bool) -> None:
        """Take note that a question is done; the gap to the next says something only while another waits."""
        moment = self._now()
        if self._before is not None:
            self._gaps += 1
            self._gap += max(_LEAST_WEIGHT, 1 / self._gaps) * (moment - self._before - self._gap)
        self._before = moment if somebody_waits else None

    def seconds(self, departures: int) -> float:
        """Return in how many seconds so many will have left."""
        return departures * self._gap
