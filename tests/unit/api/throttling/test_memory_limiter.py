"""The limiter of one process."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.throttling.memory import MemoryLimiter
from api.throttling.rules import Limit
from knowledge.clock import utc_now
from tests.unit.api.throttling.limiter_conformance import LimiterConformance

START = datetime(2026, 12, 1, tzinfo=UTC)


class TestMemoryLimiter(LimiterConformance):
    @pytest.fixture
    def limiter(self) -> MemoryLimiter:
        return MemoryLimiter(utc_now)


@pytest.mark.asyncio
async def test_it_does_not_grow_without_end() -> None:
    limiter, limit = MemoryLimiter(lambda: START, most_keys=10), Limit(most=1, seconds=60)
    for number in range(1000):
        await limiter.take(limit, str(number))
    assert await limiter.take(limit, "999") is not None
    assert await limiter.take(limit, "0") is None  # forgotten, so let in
    assert len(limiter._seen) <= 10


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 5), st.integers(1, 60))
@pytest.mark.asyncio
async def test_no_window_holds_more_than_there_may_be(pauses: list[int], most: int, seconds: int) -> None:
    now = START

    limiter, limit, taken = MemoryLimiter(lambda: now), Limit(most=most, seconds=seconds), []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if await limiter.take(limit, "a") is None:
            taken.append(now)
    for moment in taken:
        assert sum(moment <= other < moment + limit.window for other in taken) <= most
