"""The storm from its beginning to the comparison of the indexes."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import httpx2

from api.db.engine import Database
from api.records.change_log import last_sequence
from api.replica.replica import build_replica
from api.replica.verification import compare
from api.settings import Settings
from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.retrieval import percentiles
from scripts.bench.storm.citizens import Citizens
from scripts.bench.storm.contents import Library
from scripts.bench.storm.plan import Plan
from scripts.bench.storm.preparing import prepare
from scripts.bench.storm.publisher import Storm
from scripts.bench.storm.replicas import Replica
from scripts.bench.storm.sightings import delays

_SETTLE_SECONDS, _LOOK_SECONDS = 60.0, 0.1


def measure_storm(url: str, folder: Path, plan: Plan, encoder: Encoder, *, model: bool) -> dict[str, Any]:
    """Let the storm blow over an empty database and return what came of it.

    Args:
        url: An empty database.
        folder: Where the replicas keep their data.
        plan: How hard it blows.
        encoder: What embeds the texts before the storm; the same that the replicas use.
        model: Whether that is the model of the settings, which each replica then loads.
    """
    return asyncio.run(_measure(url, folder, plan, encoder, model=model))


async def _measure(url: str, folder: Path, plan: Plan, encoder: Encoder, *, model: bool) -> dict[str, Any]:
    database, library = Database(url), Library(plan.entries)
    environment = {"YIHAODA_DATABASE_URL": url}
    with ExitStack() as stack:
        try:
            await prepare(database, library, encoder)
            replicas = [Replica(folder / f"replica-{n}", environment, model) for n in range(plan.replicas)]
            for replica in replicas:
                stack.callback(replica.end)
                replica.start()
            await asyncio.gather(*(replica.ready() for replica in replicas))
            storm, citizens = Storm(database, library, plan), Citizens(replicas, library, plan.questions)
            lines, seconds = await _blow(storm, citizens, replicas)
            settled = await _settle(database, replicas)
            kind = "PostgreSQL" if database.is_postgres else "SQLite"
            found = {"plan": asdict(plan), "database": kind, "encoder": encoder.name, "settled_seconds": settled}
            found |= _figures(storm, citizens, replicas, lines, seconds)
            return found | await _indexes(database, folder, encoder, replicas)
        finally:
            await database.close()


async def _blow(storm: Storm, citizens: Citizens, replicas: Sequence[Replica]) -> tuple[int, float]:
    """Return how many lines the change log grew by, and in how many seconds."""
    async with storm.database.read() as session:
        before = await last_sequence(session)
    over = asyncio.Event()
    asking = asyncio.create_task(citizens.ask(over))
    killing = asyncio.create_task(_kill(storm.plan, replicas))
    seconds = await storm.blow(before)
    over.set()
    await asyncio.gather(asking, killing)
    return storm.commits[-1][1] - before, seconds


async def _kill(plan: Plan, replicas: Sequence[Replica]) -> None:
    """Kill replicas at random moments of the storm, never two at once, and start them again."""
    chosen, started = Random(), monotonic()
    part = plan.seconds / max(plan.kills, 1)
    for at, replica in enumerate(chosen.sample(list(replicas), plan.kills)):
        moment = (at + chosen.uniform(0.1, 0.6)) * part
        await asyncio.sleep(max(0.0, started + moment - monotonic()))
        replica.kill()
        await asyncio.sleep(plan.down_seconds)
        replica.start()
        await replica.ready()


async def _settle(database: Database, replicas: Sequence[Replica]) -> float:
    """Wait until every replica has the last line; return the seconds, infinity where the patience was not enough."""
    started = monotonic()
    async with database.read() as session:
        last = await last_sequence(session)
    while any(replica.sequence < last for replica in replicas):
        if monotonic() > started + _SETTLE_SECONDS:
            return float("inf")
        await asyncio.sleep(_LOOK_SECONDS)
    return monotonic() - started


def _figures(
    storm: Storm, citizens: Citizens, replicas: Sequence[Replica], lines: int, seconds: float
) -> dict[str, Any]:
    lives = [life for replica in replicas for life in replica.lives()]
    visible = [1000 * delay for delay in delays(lives, storm.commits)]
    return {
        "publications": storm.done.total(),
        "kinds": dict(storm.done),
        "lines": lines,
        "seconds": seconds,
        "publications_a_second": storm.done.total() / seconds,
        "lines_a_second": lines / seconds,
        "kills": sum(len(replica.killed) for replica in replicas),
        "visible_ms": percentiles(visible) | {"most": max(visible), "n": len(visible)},
        "turn_ms": percentiles(citizens.milliseconds) if citizens.milliseconds else {},
        "turns": len(citizens.milliseconds),
        "turns_failed": citizens.failed,
    }


async def _indexes(database: Database, folder: Path, encoder: Encoder, replicas: Sequence[Replica]) -> dict[str, Any]:
    """Compare what the replicas hold with each other, with an index made anew, and that with the records."""
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        held = [await replica.index(client) for replica in replicas]
    anew = await build_replica(Settings(data_dir=folder / "anew"), database, encoder)
    wanted, report = await anew.digest(), await compare(anew, database)
    return {
        "passages": wanted["passages"],
        "identical": [index == wanted for index in held],
        "as_recorded": report["identical"],
    }
