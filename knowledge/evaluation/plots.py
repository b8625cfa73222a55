"""Figures as pictures; needs the extra ``evaluation``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure


def plot_growth(points: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Draw search time, memory and start-up over the number of passages."""
    figure = Figure(figsize=(12, 3.5), layout="constrained")
    sizes = [point["passages"] for point in points]
    search, memory, start = figure.subplots(1, 3)
    for name in ("p50", "p95"):
        search.plot(sizes, [point["search_ms"][name] for point in points], marker="o", label=name)
    search.legend()
    memory.plot(sizes, [point["rss_mb"] for point in points], marker="o")
    start.plot(sizes, [point["load_seconds"] for point in points], marker="o")
    for axes, label in ((search, "search, ms"), (memory, "memory, MiB"), (start, "load, s")):
        axes.set(xlabel="passages", ylabel=label, ylim=(0, None))
        axes.grid(visible=True, alpha=0.3)
    figure.savefig(path)
