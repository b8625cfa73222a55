"""The limiter that all processes share, in Redis, and what is done while Redis does not answer."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic, time

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import ConfigurationError, StorageError

from api.health.metrics import THROTTLE_FALLBACKS
from api.throttling.limiter import Limiter, LimiterUnavailable
from api.throttling.memory import MemoryLimiter
from api.throttling.rules import Limit
from knowledge.clock import Clock
from knowledge.errors import InvalidInput

_PREFIX = "yihaoda:limits"
_ANSWERS_WITHIN = 0.25  # seconds; a question does not wait longer for somebody to count it
_LEFT_ALONE = 5.0  # seconds
_log = structlog.get_logger()


class RedisLimiter:
    """Counts in Redis, by the moving window of ``limits``: one script a call, so that processes cannot overtake each other."""

    def __init__(self, url: str) -> None:
        """Open nothing yet.

        Raises:
            InvalidInput: the address is none, or the client library is missing.
        """
        try:
            from redis.asyncio.retry import Retry  # noqa: PLC0415  # an extra: only who has a Redis needs the client
            from redis.backoff import NoBackoff  # noqa: PLC0415

            self._storage = RedisStorage(
                f"async+{url}", wrap_exceptions=True, implementation="redispy", key_prefix=_PREFIX,
                socket_timeout=_ANSWERS_WITHIN, socket_connect_timeout=_ANSWERS_WITHIN,
                retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]  # handed on to the client as it is
            )  # fmt: skip
        except (ImportError, ConfigurationError, ValueError) as error:
            raise InvalidInput(
                "YIHAODA_REDIS_URL 不能使用", remedy="地址形如 redis://主机:6379/0，并安装 yihaoda[redis]"
            ) from error
        self._windows = MovingWindowRateLimiter(self._storage)

    async def take(self, limit: Limit, key: str) -> timedelta | None:
        """Count one more; return nothing, or how long it takes until there is room."""
        item = _item(limit)
        try:
            return None if await self._windows.hit(item, key) else await self._until_room(item, key)
        except StorageError as error:
            raise LimiterUnavailable from error

    async def wait(self, limit: Limit, key: str) -> timedelta | None:
        """Return the same without counting."""
        item = _item(limit)
        try:
            return None if await self._windows.test(item, key) else await self._until_room(item, key)
        except StorageError as error:
            raise LimiterUnavailable from error

    async def close(self) -> None:
        """Close the connections."""
        await self._storage.bridge.get_connection().aclose()  # type: ignore[attr-defined]  # of redis-py, chosen above

    async def _until_room(self, item: RateLimitItemPerSecond, key: str) -> timedelta:
        stats = await self._windows.get_window_stats(item, key)
        return timedelta(seconds=max(stats.reset_time - time(), 0.0))


class SteadyLimiter:
    """Asks the shared limiter; while it does not answer, the process counts alone. Nobody is refused for want of Redis."""

    def __init__(self, shared: Limiter, alone: Limiter, now: Callable[[], float] = monotonic) -> None:
        self._shared = shared
        self._alone = alone
        self._now = now
        self._again_at = 0.0

    async def take(self, limit: Limit, key: str) -> timedelta | None:
        """Count one more; return nothing, or how long it takes until there is room."""
        return await self._ask(lambda limiter: limiter.take(limit, key))

    async def wait(self, limit: Limit, key: str) -> timedelta | None:
        """Return the same without counting."""
        return await self._ask(lambda limiter: limiter.wait(limit, key))

    async def close(self) -> None:
        """Close both."""
        await self._shared.close()
        await self._alone.close()

    async def _ask(self, question: Callable[[Limiter], Awaitable[timedelta | None]]) -> timedelta | None:
        if self._now() >= self._again_at:
            try:
                return await question(self._shared)
            except LimiterUnavailable as error:
                self._again_at = self._now() + _LEFT_ALONE
                _log.warning("limiter_unavailable", cause=type(error.__cause__).__name__)
        THROTTLE_FALLBACKS.inc()
        return await question(self._alone)


def build_limiter(redis_url: str, clock: Clock) -> Limiter:
    """Return the limiter of an installation: in Redis where there is one, else each process for itself."""
    alone = MemoryLimiter(clock)
    return SteadyLimiter(RedisLimiter(redis_url), alone) if redis_url else alone


def _item(limit: Limit) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(limit.most, limit.seconds)
