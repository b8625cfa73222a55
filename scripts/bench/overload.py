"""``python -m scripts.bench.overload``: more new questions than can be answered at once, for minutes, as JSON.

A whole service answers, a process of its own asks: distinct visitors, each with one question that carries a marker. They
come back when they are told to. Afterwards the records say whether everybody got the answer to their own question.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from api.settings import Settings
from api.visitors.tokens import VisitorTokens
from knowledge.clock import utc_now
from knowledge.evaluation.retrieval import percentiles
from scripts.bench import machine
from scripts.bench.asking import Asked, Patience
from scripts.bench.command import run_command
from scripts.bench.performance import OVERLOAD, overload_section, report
from scripts.bench.recipients import marked_questions, wrong_recipients
from scripts.bench.service import Service, running
from scripts.bench.started_before import started_before

_PATIENCE_SECONDS, _SAMPLE_SECONDS = 3600.0, 5.0
_IN_TIME_SECONDS = 10.0


def measure_overload(settings: Settings, rate: float, seconds: float) -> dict[str, Any]:
    """Offer ``rate`` questions a second for ``seconds`` to a service of its own, and wait until all are answered."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-overload-") as name:
        own = started_before(Path(name) / "data", settings)
        with running(own) as service:
            asked = list(islice(citizens(own), int(rate * seconds)))
            found = asyncio.run(_offer(service, [one for one, _ in asked], rate))
        wrong = wrong_recipients(own.data_dir / "yihaoda.db", asked)
    return {"machine": described, "rate": rate, "seconds": seconds} | found | {"wrong_recipient": wrong}


def citizens(settings: Settings) -> Iterator[tuple[Asked, str]]:
    """Yield visitors with a question each, and its marker."""
    tokens = VisitorTokens.of(settings, utc_now)
    for message, marker in marked_questions():
        token = tokens.issue().token
        yield Asked(message, tokens.visitor_of(token), token), marker


async def _offer(service: Service, asked: Sequence[Asked], rate: float) -> dict[str, Any]:
    patience, started = Patience(service.port, _PATIENCE_SECONDS), perf_counter()
    memory: list[float] = []
    sampling = asyncio.create_task(sample(service, memory, _SAMPLE_SECONDS))
    asking: list[asyncio.Task[None]] = []
    for at, one in enumerate(asked):
        await asyncio.sleep(max(0.0, started + at / rate - perf_counter()))
        asking.append(asyncio.create_task(patience.ask(one)))
    offered = perf_counter() - started
    await asyncio.gather(*asking)
    drained = perf_counter() - started
    sampling.cancel()
    found = {"offering_seconds": offered, "drained_seconds": drained, "most_streams": patience.most_open}
    return found | {"api_mb": max(memory)} | figures(asked, drained)


async def sample(service: Service, memory: list[float], seconds: float) -> None:
    """Note the memory of the api process, in MiB, until cancelled."""
    while True:
        memory.append(service.resident_mb()["api"])
        await asyncio.sleep(seconds)


def figures(asked: Sequence[Asked], drained: float) -> dict[str, Any]:
    """Return the counts and the waits."""
    answered = [one for one in asked if one.seconds is not None]
    waits = [one.seconds for one in answered if one.seconds is not None]
    slow = [one for one in answered if one.seconds is not None and one.seconds > _IN_TIME_SECONDS]
    off = [
        abs(one.estimate_seconds - one.seconds) / one.seconds for one in slow if one.estimate_seconds and one.seconds
    ]
    return {
        "offered": len(asked),
        "answered": len(answered),
        "answered_a_second": len(answered) / drained,
        "in_time": sum(wait <= _IN_TIME_SECONDS for wait in waits),
        "queued": sum(one.queued for one in asked),
        "slow_and_not_told": sum(not one.queued for one in slow),
        "came_back": sum(bool(one.came_back) for one in asked),
        "connections_lost": sum(one.connections_lost for one in asked),
        "refused": sum(one.refused for one in asked),
        "complaints": sorted({one.complaint for one in asked if one.complaint})[:5],
        "lost": len(asked) - len(answered),
        "twice": sum(one.replies > 1 for one in asked),
        "degraded": sum(bool(one.reply and one.reply["degraded"]) for one in asked),
        "longest_line": max((one.most_ahead for one in asked), default=0),
        "wait_seconds": percentiles(waits) if waits else {},
        "first_status_seconds": percentiles([one.first_status_seconds or 0.0 for one in asked]),
        "estimate_off": percentiles(off) if off else {},
    }


def main(
    rate: Annotated[float, typer.Option(help="new questions a second")] = 50.0,
    seconds: Annotated[float, typer.Option(help="for how long")] = 300.0,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_overload(Settings(), rate, seconds)
    report(docs, OVERLOAD, results, overload_section)


if __name__ == "__main__":
    run_command(main)
