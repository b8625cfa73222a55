"""The port to whoever counts: one moving window for each limit and key."""

from datetime import timedelta
from typing import Protocol

from api.throttling.rules import Limit
from knowledge.errors import Unavailable


class LimiterUnavailable(Unavailable):
    """The place where requests are counted does not answer."""

    code = "limiter_unavailable"


class Limiter(Protocol):
    """Counts what happened under a key within the last so many seconds. A refused attempt is not counted.

    Raises:
        LimiterUnavailable: nobody counts at the moment.
    """

    async def take(self, limit: Limit, key: str) -> timedelta | None:
        """Count one more; return nothing, or how long it takes until there is room."""

    async def wait(self, limit: Limit, key: str) -> timedelta | None:
        """Return the same without counting."""

    async def close(self) -> None:
        """Let go of connections."""
