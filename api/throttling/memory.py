"""The limiter of one process."""

from collections import OrderedDict, deque
from datetime import timedelta

from api.throttling.rules import Limit
from knowledge.clock import Clock

MOST_KEYS = 100_000  # some 100 MB at the worst; beyond it the key that was used longest ago is forgotten


class MemoryLimiter:
    """Remembers when something happened, for as many keys as it has room for."""

    def __init__(self, clock: Clock, most_keys: int = MOST_KEYS) -> None:
        self._clock = clock
        self._most_keys = most_keys
        self._seen: OrderedDict[tuple[Limit, str], deque[float]] = OrderedDict()

    async def take(self, limit: Limit, key: str) -> timedelta | None:
        """Count one more; return nothing, or how long it takes until there is room."""
        now = self._clock().timestamp()
        wait = self._wait(limit, key, now)
        if wait is None:
            self._seen.setdefault((limit, key), deque()).append(now)
            self._seen.move_to_end((limit, key))
            if len(self._seen) > self._most_keys:
                self._seen.popitem(last=False)
        return wait

    async def wait(self, limit: Limit, key: str) -> timedelta | None:
        """Return the same without counting."""
        return self._wait(limit, key, self._clock().timestamp())

    async def close(self) -> None:
        """Nothing is open."""

    def _wait(self, limit: Limit, key: str, now: float) -> timedelta | None:
        times = self._seen.get((limit, key))
        if times is None:
            return None
        while times and times[0] <= now - limit.seconds:
            times.popleft()
        if not times:
            del self._seen[limit, key]
        return timedelta(seconds=times[0] + limit.seconds - now) if len(times) >= limit.most else None
