from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import httpx2
import pytest

from scripts.bench.arms import BareArm, ServiceArm
from scripts.bench.timing import comparison
from scripts.bench.turns import BARE, OWN, measure_turns


@dataclass
class FakeArm:
    milliseconds: float
    texts: list[str] = field(default_factory=list)

    async def take(self, client: httpx2.AsyncClient, text: str) -> float:  # noqa: ARG002  # as the port has it
        self.texts.append(text)
        return self.milliseconds


@pytest.fixture
def texts() -> Iterator[str]:
    return map(str, count())


class TestMeasureTurns:
    def test_both_sides_take_the_same_turns_and_none_twice(self, texts: Iterator[str]) -> None:
        own, bare = FakeArm(30), FakeArm(20)
        found = measure_turns({OWN: own, BARE: bare}, texts, 5, 100)
        assert sorted(own.texts) == sorted(bare.texts)
        assert len(set(own.texts)) == len(own.texts)
        assert found["one_by_one"]["ratio"] == {"p50": 1.5, "p95": 1.5}
        assert (found["one_by_one"]["n"], found["eight_at_once"]["n"]) == (5, 100)

    def test_the_load_can_be_left_out(self, texts: Iterator[str]) -> None:
        assert measure_turns({OWN: FakeArm(1), BARE: FakeArm(1)}, texts, 2, 0).keys() == {"one_by_one"}


def test_comparison_is_of_percentiles() -> None:
    found = comparison({"a": [1, 2, 9], "b": [4, 4, 4]}, "a", "b")
    assert (found["a"]["p50"], found["b"]["p50"], found["ratio"]["p50"], found["n"]) == (2, 4, 0.5, 3)


def test_account_is_of_the_last_turns() -> None:
    replies = [
        {"outcome": outcome, "degraded": degraded, "timing_ms": {"total": total}}
        for outcome, degraded, total in [("error", True, 900.0), ("answered", False, 10.0), ("answered", True, 30.0)]
    ]
    found = ServiceArm("http://service", replies).account(last=2)
    assert found == {"outcomes": {"answered": 2}, "degraded": 1, "mean_ms": {"total": 20.0}}


@pytest.mark.asyncio
async def test_silence_of_rasa_is_no_turn() -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=[]))
    async with httpx2.AsyncClient(transport=transport) as client:
        with pytest.raises(Exception, match="Rasa: 200"):
            await BareArm("http://rasa").take(client, "你好")
