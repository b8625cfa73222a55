"""What a turn costs: the whole service against a bare Rasa, one after the other and eight at a time."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from time import perf_counter
from typing import Any

import httpx2

from knowledge.evaluation.retrieval import percentiles
from scripts.bench.arms import Arm, ServiceArm
from scripts.bench.timing import comparison

OWN, BARE, GIVEN = "yihaoda", "bare_rasa", "bare_rasa_vector_given"
_WARM_UP, _AT_ONCE, _BLOCK, _TIMEOUT_SECONDS = 10, 8, 80, 30.0


def measure_turns(arms: Mapping[str, Arm], texts: Iterator[str], count: int, concurrent: int) -> dict[str, Any]:
    """Take ``count`` turns one by one with every arm, then ``concurrent`` turns eight at a time with the first two.

    Args:
        arms: By name; ``OWN`` and ``BARE`` are compared.
        texts: Questions, none twice: neither side may remember an answer.
        count: Turns of an arm, one after the other.
        concurrent: Turns of an arm, eight at a time; 0 leaves that out.
    """
    return asyncio.run(_measure(arms, texts, count, concurrent))


async def _measure(arms: Mapping[str, Arm], texts: Iterator[str], count: int, concurrent: int) -> dict[str, Any]:
    async with httpx2.AsyncClient(trust_env=False, timeout=_TIMEOUT_SECONDS) as client:
        await _one_by_one(client, arms, list(islice(texts, _WARM_UP)))
        one_by_one = await _one_by_one(client, arms, list(islice(texts, count)))
        found: dict[str, Any] = {"one_by_one": comparison(one_by_one, OWN, BARE)}
        if isinstance(own := arms[OWN], ServiceArm):
            found |= own.account(count)
        if concurrent:
            found["eight_at_once"] = await _at_once(client, arms, list(islice(texts, concurrent)))
    return found


async def _one_by_one(
    client: httpx2.AsyncClient, arms: Mapping[str, Arm], texts: Sequence[str]
) -> dict[str, list[float]]:
    milliseconds: dict[str, list[float]] = {name: [] for name in arms}
    for at, text in enumerate(texts):
        for name in _rotated(list(arms), at):
            milliseconds[name].append(await arms[name].take(client, text))
    return milliseconds


async def _at_once(client: httpx2.AsyncClient, arms: Mapping[str, Arm], texts: Sequence[str]) -> dict[str, Any]:
    """Return turns a second and latencies of both sides, in blocks that take turns."""
    seconds, milliseconds = {OWN: 0.0, BARE: 0.0}, {OWN: list[float](), BARE: list[float]()}
    for at, start in enumerate(range(0, len(texts), _BLOCK)):
        for name in _rotated([OWN, BARE], at):
            started = perf_counter()
            milliseconds[name] += await _block(client, arms[name], texts[start : start + _BLOCK])
            seconds[name] += perf_counter() - started
    rate = {name: len(texts) / spent for name, spent in seconds.items()}
    latency = {name: percentiles(values) for name, values in milliseconds.items()}
    return {"turns_a_second": rate, "ratio": rate[OWN] / rate[BARE], "latency_ms": latency, "n": len(texts)}


async def _block(client: httpx2.AsyncClient, arm: Arm, texts: Sequence[str]) -> list[float]:
    waiting = iter(texts)

    async def worker() -> list[float]:
        return [await arm.take(client, text) for text in waiting]

    return [ms for part in await asyncio.gather(*(worker() for _ in range(_AT_ONCE))) for ms in part]


def _rotated(names: Sequence[str], by: int) -> list[str]:
    shift = by % len(names)
    return [*names[shift:], *names[:shift]]
