"""``python -m scripts.bench.storm``: the storm, as JSON on standard output and as a section of ``docs/performance.md``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from scripts.bench.command import run_command
from scripts.bench.performance import STORM, report, storm_section
from scripts.bench.storm.plan import FULL, SHORT
from scripts.bench.storm.server import measure_storm_on


def main(
    server: Annotated[str, typer.Option(help="PostgreSQL in which a database is made and dropped; empty: SQLite")] = "",
    short: Annotated[bool, typer.Option("--short", help="a squall of eight seconds")] = False,
    model: Annotated[bool, typer.Option("--model", help="the real embedding model in every replica")] = False,
    rate: Annotated[int, typer.Option(help="changes a second; 0: as planned")] = 0,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    plan = SHORT if short else FULL
    results = measure_storm_on(server, replace(plan, rate=rate or plan.rate), model=model)
    report(docs, STORM, results, storm_section)


if __name__ == "__main__":
    run_command(main)
