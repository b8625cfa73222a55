"""The limiter that processes share: a real Redis, and one that is not there."""

import secrets
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from prometheus_client import REGISTRY

from api.http.sockets import free_port
from api.throttling.limiter import LimiterUnavailable
from api.throttling.memory import MemoryLimiter
from api.throttling.rules import Limit
from api.throttling.shared import RedisLimiter, SteadyLimiter, build_limiter
from knowledge.clock import utc_now
from knowledge.errors import InvalidInput
from tests.conftest import missing
from tests.unit.api.throttling.limiter_conformance import LimiterConformance

pytestmark = pytest.mark.integration
URL = "redis://127.0.0.1:6379/9"
ONCE = Limit(most=1, seconds=60)


class OwnKeys(RedisLimiter):
    """Keys of this test alone: others use the same Redis."""

    mark = ""

    async def take(self, limit: Limit, key: str) -> object:  # type: ignore[override]
        return await super().take(limit, f"{self.mark}{key}")

    async def wait(self, limit: Limit, key: str) -> object:  # type: ignore[override]
        return await super().wait(limit, f"{self.mark}{key}")


@pytest_asyncio.fixture
async def shared() -> AsyncIterator[RedisLimiter]:
    limiter = OwnKeys(URL)
    limiter.mark = secrets.token_hex(8)
    try:
        await limiter.wait(ONCE, "there?")
    except LimiterUnavailable:
        missing(f"no Redis at {URL}")
    yield limiter
    await limiter.close()


class TestRedisLimiter(LimiterConformance):
    @pytest.fixture
    def limiter(self, shared: RedisLimiter) -> RedisLimiter:
        return shared


class TestSteadyLimiter(LimiterConformance):
    @pytest.fixture
    def limiter(self, shared: RedisLimiter) -> SteadyLimiter:
        return SteadyLimiter(shared, MemoryLimiter(utc_now))


@pytest.mark.asyncio
async def test_processes_count_together(shared: RedisLimiter) -> None:
    other = OwnKeys(URL)
    other.mark = shared.mark  # type: ignore[attr-defined]
    assert await shared.take(ONCE, "a") is None
    assert await other.take(ONCE, "a") is not None
    await other.close()


@pytest.mark.asyncio
async def test_without_redis_the_process_counts_alone() -> None:
    limiter = build_limiter(f"redis://127.0.0.1:{free_port()}/0", utc_now)
    before = REGISTRY.get_sample_value("yihaoda_throttle_fallbacks_total") or 0.0
    assert await limiter.take(ONCE, "a") is None
    assert await limiter.take(ONCE, "a") is not None
    assert await limiter.wait(ONCE, "b") is None
    assert REGISTRY.get_sample_value("yihaoda_throttle_fallbacks_total") == before + 3
    await limiter.close()


@pytest.mark.asyncio
async def test_a_redis_that_says_nothing_holds_nobody_up_twice() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        now = 100.0
        shared = RedisLimiter(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        limiter = SteadyLimiter(shared, MemoryLimiter(utc_now), now=lambda: now)
        assert await limiter.take(ONCE, "a") is None
        assert limiter._again_at > now  # until then nobody asks it
        assert await limiter.take(ONCE, "a") is not None
        await limiter.close()


@pytest.mark.asyncio
async def test_a_redis_that_comes_back_is_asked_again(shared: RedisLimiter) -> None:
    now = 100.0
    broken = RedisLimiter(f"redis://127.0.0.1:{free_port()}/0")
    limiter = SteadyLimiter(broken, MemoryLimiter(utc_now), now=lambda: now)
    assert await limiter.take(ONCE, "a") is None
    limiter._shared = shared
    assert await limiter.take(ONCE, "a") is not None  # still alone
    now += 10
    assert await limiter.take(ONCE, "a") is None  # Redis has not seen it yet
    await broken.close()


@pytest.mark.parametrize("url", ["nonsense", "redis://host:port", "http://127.0.0.1"])
def test_an_address_that_is_none_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(InvalidInput, match="YIHAODA_REDIS_URL"):
        build_limiter(url, utc_now)
