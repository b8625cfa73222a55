"""Pictures of the quality figures, all of one look; needs the extra ``evaluation``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from scripts.bench.ranking_report import Ablation

RANKERS = ("bm25", "dense", "rrf", "yihaoda")
INK, GRID, OWN = "#333333", "#d9d9d9", "#b3261e"
PEERS = ("#d2d2d2", "#a9a9a9", "#7d7d7d")
SETS = ("#1f5fa6", "#2e8b57", "#c7791b", "#7b4ea3")
VERDICTS = {"right": "#1f5fa6", "asked_back": "#e3c565", "silent": "#c4c4c4", "wrong": "#b3261e"}
LEGEND: Mapping[str, Any] = {"fontsize": 8.5, "labelcolor": INK}
_WIDTH, _DPI = 0.2, 150
_Results = Mapping[str, Any]


def plot_rankers(sets: _Results, metric: str, path: Path) -> None:
    """Draw one group of bars a set, one bar a ranker; only ours in colour."""
    figure, axes = _canvas(7.5, 3.4)
    for at, (ranker, colour) in enumerate(zip(RANKERS, (*PEERS, OWN), strict=True)):
        places = [group + (at - 1.5) * _WIDTH for group in range(len(sets))]
        heights = [found["rankers"][ranker][metric] for found in sets.values()]
        bars = axes.bar(places, heights, _WIDTH * 0.92, label=ranker, color=colour)
        axes.bar_label(bars, fmt="%.2f", fontsize=7.5, color=INK, padding=2)
    axes.set_xticks(range(len(sets)), list(sets))
    axes.set(ylabel=metric, ylim=(0, 1))
    axes.grid(visible=True, axis="y", color=GRID, linewidth=0.6)
    figure.legend(loc="outside upper center", ncols=len(RANKERS), frameon=False, **LEGEND)
    _save(figure, path)


def plot_risk_coverage(sets: _Results, path: Path) -> None:
    """Draw the risk at every coverage, one line a set; a dot marks where the shipped threshold stands."""
    figure, axes = _canvas(6.2, 4)
    for (name, found), colour in zip(sets.items(), SETS, strict=False):
        curve = found["risk_coverage"]
        axes.plot([c for c, _ in curve], [r for _, r in curve], color=colour, linewidth=1.8, label=name)
        coverage = _answered(found)
        risk = next((r for c, r in curve if c >= coverage), curve[-1][1])
        axes.plot(coverage, risk, "o", color=colour, markersize=7, markeredgecolor="white", zorder=3)
    axes.set(xlabel="coverage: share of questions answered, surest first", ylabel="risk: share of those wrong")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    _shares(axes)
    axes.legend(frameon=False, loc="upper left", **LEGEND)
    _save(figure, path)


def _answered(found: _Results) -> float:
    """Return the share of all questions that is answered at the shipped threshold."""
    known, unknown = found["answerable"], found["unanswerable"]
    answered = known["n"] * (known["answered_correct"] + known["answered_wrong"]) + unknown["n"] * unknown["answered"]
    return float(answered / max(1, known["n"] + unknown["n"]))


def plot_reliability(sets: _Results, path: Path) -> None:
    """Draw the share of right first hits over the confidence, ten bins of equal mass a set."""
    figure, axes = _canvas(4.8, 4.4)
    axes.plot([0, 1], [0, 1], color=INK, linewidth=0.9, linestyle=(0, (4, 3)), label="calibrated")
    for (name, found), colour in zip(sets.items(), SETS, strict=False):
        bins = found["calibration"]["bins"]
        label = f"{name} (ECE {found['calibration']['expected_error']:.3f})"
        axes.plot(
            [b["confidence"] for b in bins], [b["accuracy"] for b in bins], "o-", color=colour, linewidth=1.5,
            markersize=4.5, label=label,
        )  # fmt: skip
    axes.set(xlabel="confidence", ylabel="first hit right", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    _shares(axes)
    axes.legend(frameon=False, loc="upper left", **LEGEND)
    _save(figure, path)


def plot_fields(fields: Mapping[str, Mapping[str, int]], path: Path) -> None:
    """Draw one bar a field, cut by what its questions got; the field with the smallest right share on top."""
    figure, axes = _canvas(7.5, 0.9 + 0.27 * len(fields))
    ordered = sorted(fields.items(), key=lambda pair: pair[1]["right"] / max(1, sum(pair[1].values())))
    names = [f"{name} ({sum(counts.values())})" for name, counts in ordered]
    left = [0.0] * len(ordered)
    for verdict, colour in VERDICTS.items():
        shares = [counts[verdict] / max(1, sum(counts.values())) for _, counts in ordered]
        axes.barh(
            names,
            shares,
            0.74,
            left=left,
            color=colour,
            edgecolor="white",
            linewidth=0.6,
            label=verdict.replace("_", " "),
        )
        left = [start + share for start, share in zip(left, shares, strict=True)]
    axes.invert_yaxis()
    axes.set(xlim=(0, 1))
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside upper center", ncols=len(VERDICTS), frameon=False, **LEGEND)
    _save(figure, path)


def plot_ablation(rows: Sequence[Ablation], path: Path) -> None:
    """Draw what mrr@10 loses without each ingredient, one bar a set; the dearest ingredient on top."""
    full, parts = rows[0].figures, list(rows[1:])
    parts.sort(key=lambda row: -sum(full[name] - row.figures.get(name, full[name]) for name in full))
    figure, axes = _canvas(7.5, 0.9 + 0.45 * len(parts))
    height = 0.8 / max(1, len(full))
    for at, (name, colour) in enumerate(zip(full, SETS, strict=False)):
        places = [group + (at - (len(full) - 1) / 2) * height for group in range(len(parts))]
        losses = [full[name] - row.figures.get(name, full[name]) for row in parts]
        axes.barh(places, losses, height * 0.9, color=colour, label=name)
    axes.set_yticks(range(len(parts)), [row.ingredient for row in parts])
    axes.invert_yaxis()
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set(xlabel="mrr@10 lost without it")
    axes.grid(visible=True, axis="x", color=GRID, linewidth=0.6)
    figure.legend(loc="outside upper center", ncols=len(full), frameon=False, **LEGEND)
    _save(figure, path)


def plot_sources(by_source: Mapping[str, float], limit: float, path: Path) -> None:
    """Draw the accuracy on each source held out, worst on top; those below the limit in colour."""
    ordered = sorted(by_source.items(), key=lambda pair: pair[1])
    figure, axes = _canvas(6.2, 0.8 + 0.24 * len(ordered))
    values = [value for _, value in ordered]
    colours = [OWN if value < limit else PEERS[1] for value in values]
    axes.barh([name for name, _ in ordered], values, 0.72, color=colours)
    for place, value in enumerate(values):
        axes.text(1.06, place, f"{value:.2f}", fontsize=7.5, color=INK, ha="right", va="center")
    axes.axvline(limit, color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.06), xlabel=f"accuracy on a source never trained on (line: {limit:.2f})")
    axes.tick_params(axis="y", length=0)
    _save(figure, path)


def plot_confusions(confusions: Sequence[_Results], path: Path) -> None:
    """Draw how often each pair of intents is confused, the most frequent on top."""
    figure, axes = _canvas(6.2, 0.7 + 0.26 * max(1, len(confusions)))
    pairs = [f"{pair['expected']} → {pair['predicted']}" for pair in confusions]
    axes.barh(pairs, [pair["n"] for pair in confusions], 0.72, color=PEERS[1])
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="y", length=0)
    axes.set(xlabel="texts")
    _save(figure, path)


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure, sizes in inches, with axes that leave out what says nothing."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(PEERS[1])
    axes.tick_params(colors=INK, labelsize=8.5)
    axes.set_axisbelow(True)
    axes.xaxis.label.set(color=INK, fontsize=9)
    axes.yaxis.label.set(color=INK, fontsize=9)
    return figure, axes


def _shares(axes: Axes) -> None:
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(visible=True, color=GRID, linewidth=0.6)


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=_DPI)
