"""``python -m scripts.bench.streams``: many streams of the widget open at once on one api process, as JSON."""

import asyncio
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from api.settings import Settings
from scripts.bench import machine
from scripts.bench.asking import Asked, Patience
from scripts.bench.command import run_command
from scripts.bench.overload import citizens, figures, sample
from scripts.bench.performance import STREAMS, report, streams_section
from scripts.bench.recipients import wrong_recipients
from scripts.bench.service import Service, running
from scripts.bench.started_before import started_before

_PATIENCE_SECONDS = 600.0


def measure_streams(settings: Settings, streams: int) -> dict[str, Any]:
    """Open so many streams at once, each with a question of its own visitor, and wait until all are answered."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-streams-") as name:
        own = started_before(Path(name) / "data", settings)
        with running(own) as service:
            asked = list(islice(citizens(own), streams))
            found = asyncio.run(_open(service, [one for one, _ in asked]))
        wrong = wrong_recipients(own.data_dir / "yihaoda.db", asked)
    return {"machine": described, "streams": streams} | found | {"wrong_recipient": wrong}


async def _open(service: Service, asked: Sequence[Asked]) -> dict[str, Any]:
    patience, memory, before = Patience(service.port, _PATIENCE_SECONDS), list[float](), service.resident_mb()["api"]
    sampling, started = asyncio.create_task(sample(service, memory, seconds=0.25)), perf_counter()
    await asyncio.gather(*map(patience.ask, asked))
    seconds = perf_counter() - started
    sampling.cancel()
    found = {
        "open_at_once": patience.most_open,
        "api_mb": max(memory),
        "api_mb_before": before,
        "drained_seconds": seconds,
    }
    return found | figures(asked, seconds)


def main(
    streams: Annotated[int, typer.Option(help="how many at once")] = 500,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_streams(Settings(), streams)
    report(docs, STREAMS, results, streams_section)


if __name__ == "__main__":
    run_command(main)
