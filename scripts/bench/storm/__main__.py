"""``python -m scripts.bench.storm``: the storm, as JSON on standard output and as a section of ``docs/performance.md``."""

import json
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.performance import STORM, replace_section, storm_section
from scripts.bench.storm.databases import own_database
from scripts.bench.storm.plan import FULL, SHORT
from scripts.bench.storm.replica import DIMENSION
from scripts.bench.storm.run import measure_storm


def main(
    server: Annotated[str, typer.Option(help="PostgreSQL in which a database is made and dropped; empty: SQLite")] = "",
    short: Annotated[bool, typer.Option("--short", help="a squall of eight seconds")] = False,
    model: Annotated[bool, typer.Option("--model", help="the real embedding model in every replica")] = False,
    rate: Annotated[int, typer.Option(help="publications a second")] = 0,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    plan = SHORT if short else FULL
    plan = replace(plan, rate=rate or plan.rate)
    encoder = load_encoder(Settings()) if model else HashedEncoder(DIMENSION)
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-storm-") as name:
        folder = Path(name)
        url: AbstractContextManager[str] = (
            own_database(server) if server else nullcontext(f"sqlite:///{folder / 'storm.db'}")
        )
        with url as address:
            results = {"machine": described} | measure_storm(address, folder, plan, encoder, model=model)
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    if docs:
        replace_section(docs / "performance.md", STORM, storm_section(results))


if __name__ == "__main__":
    run_command(main)
