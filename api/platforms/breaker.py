"""Leaves a platform in peace that does not answer; what is to be sent waits meanwhile."""

from datetime import datetime, timedelta

from api.platforms.errors import PlatformUnavailable
from api.platforms.limits import PlatformLimits
from knowledge.clock import Clock


class Breaker:
    """After some failures in a row it lets nothing through for a while, then one call, which decides.

    Each rest is twice as long as the one before. It is of this process alone: every process finds out by itself.
    """

    def __init__(self, limits: PlatformLimits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._failures = 0
        self._closed_until: datetime | None = None

    def admit(self) -> None:
        """Let a call through.

        Raises:
            PlatformUnavailable: the platform rests; ``retry_after`` says how long.
        """
        now = self._clock()
        if self._closed_until is None:
            return
        if self._closed_until > now:
            raise PlatformUnavailable("平台暂时没有回应，稍后再试", retry_after=self._closed_until - now)
        self._closed_until = now + timedelta(seconds=self._limits.rest_seconds)  # this call decides; the others wait

    def succeeded(self) -> None:
        """Note that the platform answered."""
        self._failures, self._closed_until = 0, None

    def failed(self) -> None:
        """Note that it did not."""
        self._failures += 1
        if self._failures >= self._limits.failures:
            doublings = min(self._failures - self._limits.failures, 10)
            rest = min(self._limits.rest_seconds * 2**doublings, self._limits.longest_rest_seconds)
            self.rest(timedelta(seconds=rest))

    def rest(self, pause: timedelta) -> None:
        """Let nothing through for so long, because the platform asked for it."""
        self._closed_until = self._clock() + pause
