"""The part of ``docs/performance.md`` about the search that is typed at the desk."""

from collections.abc import Mapping
from typing import Any

from scripts.bench.tables import Cell, table

TYPED = "Search as it is typed"


def typed_section(found: Mapping[str, Any]) -> str:
    """Return how long an operator waits for what a key brings."""
    arms = (
        ("key until the results are painted (p95 wanted ≤ 60)", "painted_ms"),
        ("of it the search call, as the page sees it", "call_ms"),
        ("ratio (wanted ≤ 1.3)", "ratio"),
    )
    rows: list[list[Cell]] = [[text, found[name]["p50"], found[name]["p95"]] for text, name in arms]
    said = (
        f"The desk of the console in headless Chromium on the same two cores, {found['passages']:,} passages with vectors made at "
        "random, questions typed character by character; searches that the next key overtook are not counted. "
        f"Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['n']:,} searches", "p50, ms", "p95, ms"], rows)
