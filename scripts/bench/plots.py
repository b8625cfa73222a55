"""Pictures of the quality figures; needs the extra ``evaluation``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

RANKERS = ("bm25", "dense", "rrf", "yihaoda")
_COLOURS = ("#c8c8c8", "#9c9c9c", "#707070", "#b3261e")
_WIDTH = 0.2


def plot_rankers(sets: Mapping[str, Mapping[str, Any]], metric: str, path: Path) -> None:
    """Draw one group of bars a set, one bar a ranker."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for at, ranker in enumerate(RANKERS):
        places = [group + (at - 1.5) * _WIDTH for group in range(len(sets))]
        bars = axes.bar(
            places,
            [found["rankers"][ranker][metric] for found in sets.values()],
            _WIDTH,
            label=ranker,
            color=_COLOURS[at],
        )
        axes.bar_label(bars, fmt="%.2f", fontsize=7)
    axes.set_xticks(range(len(sets)), list(sets))
    axes.set(ylabel=metric, ylim=(0, 1))
    figure.legend(loc="outside upper center", ncols=len(RANKERS), fontsize=8)
    figure.savefig(path)


def plot_confusions(confusions: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Draw how often each pair of intents is confused, the most frequent on top."""
    figure = Figure(figsize=(7, 0.6 + 0.28 * max(1, len(confusions))), layout="constrained")
    axes = figure.subplots()
    pairs = [f"{pair['expected']} → {pair['predicted']}" for pair in confusions]
    axes.barh(pairs, [pair["n"] for pair in confusions])
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel="texts")
    figure.savefig(path)
