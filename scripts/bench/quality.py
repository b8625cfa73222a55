"""``docs/evaluation.md`` from the results of a run."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from knowledge.evaluation.plots import plot_risk_coverage
from scripts.bench.machine import sentence
from scripts.bench.plots import RANKERS, plot_confusions, plot_rankers
from scripts.bench.tables import table

_TEMPLATE = Path(__file__).parent / "templates" / "evaluation.md"
_CONFUSIONS_SHOWN = 15
_Results = Mapping[str, Any]


def write_evaluation(results: _Results, docs: Path) -> None:
    """Write the page and its pictures."""
    images = docs / "images"
    images.mkdir(parents=True, exist_ok=True)
    retrieval, answerability = results["retrieval"], results["answerability"]
    plot_rankers(retrieval, "mrr@10", images / "retrieval.png")
    for name, found in answerability.items():
        plot_risk_coverage(found["risk_coverage"], images / f"risk-coverage-{name}.png")
    confusions = results["intents"]["confusions"][:_CONFUSIONS_SHOWN]
    plot_confusions(confusions, images / "intents.png")
    page = Template(_TEMPLATE.read_text("utf-8")).substitute(
        conditions=_conditions(results),
        retrieval="\n\n".join(_ranking(name, found) for name, found in retrieval.items()),
        behind=_behind(retrieval),
        misses=_misses(results["misses"]),
        answerability=_answers(answerability),
        curves="\n".join(f"![Risk over coverage, {name}](images/risk-coverage-{name}.png)" for name in answerability),
        scope=_scope(results["scope"]),
        sources=_sources(results["scope"]["held_out"]),
        intents=f"{results['intents']['n']} texts: accuracy {results['intents']['accuracy']:.3f}, "
        f"macro F1 {results['intents']['macro_f1']:.3f}.",
    )
    (docs / "evaluation.md").write_text(page, "utf-8")


def _conditions(results: _Results) -> str:
    left_out = f" Left out of this run: {', '.join(results['left_out'])}." if results["left_out"] else ""
    return f"{sentence(results['machine'])}.{left_out}"


def _ranking(name: str, found: _Results) -> str:
    metrics = list(found["rankers"]["yihaoda"])
    rows = [[ranker, *(f"{found['rankers'][ranker][metric]:.3f}" for metric in metrics)] for ranker in RANKERS]
    title = f"**{name}**: {found['queries']:,} questions, {found['corpus']:,} passages; "
    cost = f"search {found['query_ms']['p50']:.0f} ms at the median, {found['query_ms']['p95']:.0f} ms at the 95th percentile"
    return f"{title}{cost}.\n\n{table(['ranker', *metrics], rows)}"


def _behind(retrieval: _Results) -> str:
    """Name every figure in which a peer is ahead."""
    behind = []
    for name, found in retrieval.items():
        for metric, value in found["rankers"]["yihaoda"].items():
            best = max(RANKERS, key=lambda ranker: found["rankers"][ranker][metric])
            if (ahead := found["rankers"][best][metric]) > value:
                behind.append(f"{name} {metric} ({value:.3f}; {best} {ahead:.3f})")
    return f"A peer is ahead in: {'; '.join(behind)}." if behind else "No peer is ahead in any of these figures."


def _misses(misses: Mapping[str, Sequence[_Results]]) -> str:
    rows = [
        [name, ", ".join(f"`{miss['query']}` {miss['rank'] or '>100'}" for miss in found)]
        for name, found in misses.items()
    ]
    return table(["set", "question and the rank of its first relevant passage"], rows)


def _answers(answerability: _Results) -> str:
    return table(
        [
            "set",
            "answerable",
            "right",
            "wrong",
            "asked back",
            "silent",
            "unanswerable",
            "answered",
            "asked back",
            "silent",
        ],
        (
            [name, *map(_share, found["answerable"].values()), *map(_share, found["unanswerable"].values())]
            for name, found in answerability.items()
        ),
    )


def _share(value: int | float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _scope(found: _Results) -> str:
    rows = [
        ["accuracy on rows of a source never trained on, mean of the sources", f"{found['held_out']['mean']:.3f}"],
        ["accuracy on rows held out at random, 5 folds", f"{found['held_out']['rows']['accuracy']:.3f}"],
        ["recall of in_scope on these", f"{found['held_out']['rows']['recall']['in_scope']:.3f}"],
        ["recall of out_of_scope on these", f"{found['held_out']['rows']['recall']['out_of_scope']:.3f}"],
        ["expected calibration error on these", f"{found['held_out']['rows']['calibration_error']:.3f}"],
        ["accuracy on the rows it was trained on", f"{found['accuracy']:.3f}"],
        ["recall of in_scope there", f"{found['recall']['in_scope']:.3f}"],
        ["recall of out_of_scope there", f"{found['recall']['out_of_scope']:.3f}"],
        ["AUC there", f"{found['auc']:.3f}"],
    ]
    return table([f"{found['n']:,} rows ({found['skipped']:,} of other labels left out)", ""], rows)


def _sources(held_out: _Results) -> str:
    worst = sorted(held_out["by_source"].items(), key=lambda pair: pair[1])
    return ", ".join(f"{name} {accuracy:.2f}" for name, accuracy in worst)
