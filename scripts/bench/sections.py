"""The parts of ``docs/evaluation.md``, each from its own results."""

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.bench.plots import RANKERS
from scripts.bench.ranking_report import RankingReport
from scripts.bench.tables import table
from scripts.bench.targets import Target

_Results = Mapping[str, Any]
_KIND_LABELS = {
    "covered": "covered by the samples, in everyday words",
    "follow_up": "two turns, the second incomplete",
    "validity": "expired, repealed, not yet in force",
    "region": "rules of districts",
    "personal_data": "with personal data",
    "document_number": "made-up document numbers",
    "sensitive": "hostile or prying",
    "emergency": "emergencies",
    "uncovered": "for a hotline, but not covered",
    "out_of_scope": "not for a hotline",
}


def targets(wanted: Sequence[Target], results: _Results) -> str:
    """Return what is aimed at beside what was measured."""
    rows = []
    for target in wanted:
        value = target.measured(results)
        if value is None:
            rows.append([target.name, "not measured", target.limit, "–"])
        else:
            reached = "yes" if target.reached_by(value) else "**no**"
            rows.append([target.name, f"{value:.3f}".rstrip("0").rstrip("."), target.limit, reached])
    return table(["figure", "measured", "wanted", "reached"], rows)


def missed(wanted: Sequence[Target], results: _Results) -> str:
    """Say of every target that is missed why, as far as it is known, and which were not measured."""
    measured = [(target, target.measured(results)) for target in wanted]
    lines = [
        f"- **{target.name}**: {value:.3f}, wanted {target.limit}. {target.why}".rstrip()
        for target, value in measured
        if value is not None and not target.reached_by(value)
    ]
    absent = [target.name for target, value in measured if value is None]
    lines += [f"- Not measured in this run: {'; '.join(absent)}."] if absent else []
    return "\n".join(lines) or "Everything that was measured is reached."


def retrieval(found: _Results) -> str:
    """Return one table a metric that targets are set for, and one with the others of ours."""
    size = {name: f"{name} ({one['queries']:,} questions, {one['corpus']:,} passages)" for name, one in found.items()}
    tables = []
    for metric in ("mrr@10", "recall@10"):
        rows = []
        for name, one in found.items():
            figures = [one["rankers"][ranker][metric] for ranker in RANKERS]
            gain = figures[-1] - max(figures[:-1])
            rows.append([size[name], *(f"{figure:.3f}" for figure in figures), f"{gain:+.3f}"])
        tables.append(table([metric, *RANKERS, "lead"], rows))
    others = [metric for metric in next(iter(found.values()))["rankers"]["yihaoda"] if metric != "mrr@10"]
    rows = [
        [
            name,
            *(f"{one['rankers']['yihaoda'][metric]:.3f}" for metric in others),
            f"{one['query_ms']['p50']:.0f} ms",
            f"{one['query_ms']['p95']:.0f} ms",
        ]
        for name, one in found.items()
    ]
    tables.append(table(["yihaoda", *others, "median", "p95"], rows))
    return "\n\n".join(tables)


def behind(found: _Results) -> str:
    """Name every figure in which a peer is ahead."""
    ahead = []
    for name, one in found.items():
        for metric, value in one["rankers"]["yihaoda"].items():
            best = max(RANKERS, key=lambda ranker: one["rankers"][ranker][metric])
            if (better := one["rankers"][best][metric]) > value:
                ahead.append(f"{name} {metric} ({value:.3f}; {best} {better:.3f})")
    return f"A peer is ahead in: {'; '.join(ahead)}." if ahead else "No peer is ahead in any of these figures."


def ranking(report: RankingReport | None) -> str:
    """Return what each ingredient is worth, and how weights do on a set they were not trained on."""
    if report is None:
        return (
            "Ingredients and held-out sets: `knowledge/search/ranking_report.json` is not there, so nothing is shown."
        )
    parts = []
    if report.ablation:
        full = report.ablation[0].figures
        rows = [
            [row.ingredient, *(f"{row.figures[name]:.3f} ({row.figures[name] - full[name]:+.3f})" for name in full)]
            for row in report.ablation
        ]
        parts += [
            "### What each ingredient is worth",
            "mrr@10 with one ingredient taken out, and the change.",
            table(["without", *full], rows),
            "![mrr@10 lost without each ingredient](images/ablation.png)",
        ]
    if report.leave_one_out:
        splits = (("made on all", report.on_all), ("other half", report.held_out), ("other sets", report.leave_one_out))
        rows = [
            [name, *(f"{figures[name]['mrr']:.3f}" if name in figures else "–" for _, figures in splits)]
            for name in report.leave_one_out
        ]
        parts += [
            "### On questions and texts never trained on",
            "mrr@10 of weights made on all questions, on the other half of them, and on the other sets alone. `samples` is our own "
            "knowledge without its questions.",
            table(["set", *(label for label, _ in splits)], rows),
        ]
    return "\n\n".join(parts)


def answerability(found: _Results) -> str:
    """Return what came of the answerable and of the unanswerable questions."""
    return table(
        ["set", "answerable", "right", "wrong", "asked back", "silent", "unanswerable", "answered", "asked back", "silent", "ECE"],
        (
            [
                name,
                *map(_share, one["answerable"].values()),
                *map(_share, one["unanswerable"].values()),
                f"{one['calibration']['expected_error']:.3f}",
            ]
            for name, one in found.items()
        ),
    )  # fmt: skip


def frozen(found: _Results) -> str:
    """Return how the frozen questions were answered, by kind."""
    rows = [
        [_KIND_LABELS.get(kind, kind), counts["wanted"], *(counts[name] for name in ("right", "asked_back", "silent", "wrong"))]
        for kind, counts in found["kinds"].items()
    ]  # fmt: skip
    summary = (
        f"{found['n']} own questions in everyday words over the shipped sample knowledge. Of those it covers, "
        f"{found['answered_in_scope']:.0%} are answered, and {found['precision']:.0%} of these answers are right: the very "
        f"answer that was wanted, not just the policy. What must never happen (a rule out of force or of another place given "
        f"as current, an invented citation, an emergency missed, personal data kept) happened {found['never']} times."
    )
    return f"{summary}\n\n{table(['questions', 'outcomes wanted', 'right', 'asked back', 'silent', 'wrong'], rows)}"


def robustness(found: _Results | None) -> str:
    """Return what questions lose that are written worse, by perturbation and set, beside the best peer."""
    if not found:
        return ""
    sets = list(next(iter(found["rows"].values())))
    columns = [f"{name}: {what}" for name in sets for what in ("changed", "ours", "best peer")]
    rows = [
        [how, *(cell for name in sets for cell in (figures[name]["changed"], *map(_loss, (figures[name]["ours"], figures[name]["peer"]))))]
        for how, figures in found["rows"].items()
    ]  # fmt: skip
    text = (
        "recall@10 lost on the questions that a perturbation changes: written, heard or worded as citizens do. "
        "`colloquial_unseen` uses the half of our map that is taken from the search for this. The peer is the best of "
        "the three for each."
    )
    return f"## Written worse\n\n{text}\n\n{table(['', *columns], rows)}\n\n"


def _loss(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"


def adversarial(found: _Results | None) -> str:
    """Return how many adversarial inputs got the outcome required, where it was measured: ``{"kinds": {KIND: [ok, n]}}``."""
    if not found:
        return ""
    rows = [[kind, met, asked] for kind, (met, asked) in found["kinds"].items()]
    text = (
        f"Own inputs with a required outcome, asked of the sample knowledge: {found['n']} in all, invented citations: "
        f"{found['invented']}."
    )
    return f"## Adversarial and sensitive inputs\n\n{text}\n\n{table(['kind', 'required outcome', 'inputs'], rows)}\n\n"


def scope(found: _Results) -> str:
    """Return how well policy questions are told from others."""
    held_out = found["held_out"]
    rows = [
        ["accuracy on rows of a source never trained on, mean of the sources", f"{held_out['mean']:.3f}"],
        ["accuracy on rows held out at random, 5 folds", f"{held_out['rows']['accuracy']:.3f}"],
        ["recall of in_scope on these", f"{held_out['rows']['recall']['in_scope']:.3f}"],
        ["recall of out_of_scope on these", f"{held_out['rows']['recall']['out_of_scope']:.3f}"],
        ["the worst source on these", f"{held_out['rows']['worst']:.3f}"],
        ["expected calibration error on these", f"{held_out['rows']['calibration_error']:.3f}"],
        ["accuracy on the rows it was trained on", f"{found['accuracy']:.3f}"],
        ["recall of in_scope there", f"{found['recall']['in_scope']:.3f}"],
        ["recall of out_of_scope there", f"{found['recall']['out_of_scope']:.3f}"],
        ["AUC there", f"{found['auc']:.3f}"],
    ]
    return table([f"{found['n']:,} rows ({found['skipped']:,} of other labels left out)", ""], rows)


def misses(found: Mapping[str, Sequence[_Results]]) -> str:
    """Name the worst misses by id."""
    rows = [
        [name, ", ".join(f"`{miss['query']}` {miss['rank'] or '>100'}" for miss in some)]
        for name, some in found.items()
    ]
    return table(["set", "question and the rank of its first relevant passage"], rows)


def _share(value: int | float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
