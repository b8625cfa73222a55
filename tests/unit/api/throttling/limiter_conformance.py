"""What every limiter does."""

from datetime import timedelta

import pytest
import time_machine

from api.throttling.limiter import Limiter
from api.throttling.rules import Limit

NOW = 1_800_000_000.0
TWICE = Limit(most=2, seconds=60)


@pytest.mark.asyncio
class LimiterConformance:
    async def test_as_many_as_there_may_be(self, limiter: Limiter) -> None:
        with time_machine.travel(NOW, tick=False) as clock:
            assert await limiter.take(TWICE, "a") is None
            clock.shift(20)
            assert await limiter.take(TWICE, "a") is None
            clock.shift(10)
            assert await limiter.take(TWICE, "a") == timedelta(seconds=30)

    async def test_the_window_moves(self, limiter: Limiter) -> None:
        with time_machine.travel(NOW, tick=False) as clock:
            await limiter.take(TWICE, "a")
            clock.shift(40)
            await limiter.take(TWICE, "a")
            clock.shift(21)  # the first is out, the second is not
            assert await limiter.take(TWICE, "a") is None
            assert await limiter.take(TWICE, "a") is not None

    async def test_who_is_refused_does_not_wait_the_longer_for_asking(self, limiter: Limiter) -> None:
        with time_machine.travel(NOW, tick=False) as clock:
            for _ in range(10):
                await limiter.take(TWICE, "a")
            clock.shift(61)
            assert await limiter.take(TWICE, "a") is None

    async def test_looking_counts_nothing(self, limiter: Limiter) -> None:
        with time_machine.travel(NOW, tick=False):
            for _ in range(5):
                assert await limiter.wait(TWICE, "a") is None
            await limiter.take(TWICE, "a")
            await limiter.take(TWICE, "a")
            assert await limiter.wait(TWICE, "a") == timedelta(seconds=60)

    async def test_keys_and_limits_are_apart(self, limiter: Limiter) -> None:
        with time_machine.travel(NOW, tick=False):
            for key in ("a", "b", "", "一二三", "a/b", "😀", "x" * 1000, "a\x00\n"):
                assert await limiter.take(Limit(most=1, seconds=60), key) is None
                assert await limiter.take(Limit(most=1, seconds=60), key) is not None
                assert await limiter.take(Limit(most=1, seconds=61), key) is None
