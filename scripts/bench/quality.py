"""``docs/evaluation.md`` from the results of a run."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from scripts.bench import sections
from scripts.bench.machine import sentence
from scripts.bench.plots import (
    plot_ablation,
    plot_confusions,
    plot_fields,
    plot_rankers,
    plot_reliability,
    plot_risk_coverage,
    plot_sources,
)
from scripts.bench.ranking_report import RankingReport
from scripts.bench.targets import QUALITY, load_targets

_TEMPLATE = Path(__file__).parent / "templates" / "evaluation.md"
_CONFUSIONS_SHOWN = 12
_SOURCE_LIMIT = 0.90
_ENOUGH = 100  # questions; the curves of a smaller set are chance
_Results = Mapping[str, Any]


def write_evaluation(results: _Results, docs: Path, report: RankingReport | None = None) -> None:
    """Write the page and its pictures; ``report`` is what the ranking's trainer says of its ingredients."""
    _draw(results, docs / "images", report)
    targets = load_targets(QUALITY)
    page = Template(_TEMPLATE.read_text("utf-8")).substitute(
        conditions=_conditions(results),
        targets=sections.targets(targets, results),
        missed=sections.missed(targets, results),
        retrieval=sections.retrieval(results["retrieval"]),
        behind=sections.behind(results["retrieval"]),
        ranking=sections.ranking(report),
        draws=_draws(results["seeds"]),
        answerability=sections.answerability(results["answerability"]),
        frozen=sections.frozen(results["gate"]),
        robustness=sections.robustness(results.get("robustness")),
        adversarial=sections.adversarial(results.get("adversarial")),
        scope=sections.scope(results["scope"]),
        intents=f"{results['intents']['n']} texts: accuracy {results['intents']['accuracy']:.3f}, "
        f"macro F1 {results['intents']['macro_f1']:.3f}.",
        cold=f"{results['intents_cold']['n']} more, written without knowing the examples: accuracy "
        f"{results['intents_cold']['accuracy']:.3f}.",
        misses=sections.misses(results["misses"]),
    )
    (docs / "evaluation.md").write_text(page, "utf-8")


def _draw(results: _Results, images: Path, report: RankingReport | None) -> None:
    images.mkdir(parents=True, exist_ok=True)
    plot_rankers(results["retrieval"], "mrr@10", images / "retrieval.png")
    large = {name: one for name, one in results["answerability"].items() if _asked(one) >= _ENOUGH}
    plot_risk_coverage(large, images / "risk-coverage.png")
    plot_reliability(large, images / "reliability.png")
    plot_fields(results["gate"]["fields"], images / "fields.png")
    plot_sources(results["scope"]["held_out"]["by_source"], _SOURCE_LIMIT, images / "scope-sources.png")
    plot_confusions(results["intents"]["confusions"][:_CONFUSIONS_SHOWN], images / "intents.png")
    if report is not None and report.ablation:
        plot_ablation(report.ablation, images / "ablation.png")


def _asked(found: _Results) -> int:
    return int(found["answerable"]["n"] + found["unanswerable"]["n"])


def _conditions(results: _Results) -> str:
    left_out = f" Left out of this run: {', '.join(results['left_out'])}." if results["left_out"] else ""
    return f"{sentence(results['machine'])}.{left_out}"


def _draws(seeds: list[int]) -> str:
    return f"the figures are means over {len(seeds)} draws" if len(seeds) > 1 else "one draw"
