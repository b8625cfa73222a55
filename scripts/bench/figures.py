"""Figures made of figures: the lead over the peers, means of the sets, shares of the frozen questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from knowledge.evaluation.calibration import BINS, Bin, calibration_error
from knowledge.gate.judging import Result, Verdict
from knowledge.gate.settings import Kind, gate_settings

_Results = Mapping[str, Any]
ENOUGH = 15  # questions changed; fewer say little


def lead(retrieval: _Results) -> dict[str, dict[str, float]]:
    """Return, by set, how far ``yihaoda`` is above the best peer in mrr@10 and in recall@10."""
    return {
        name: {
            short: _above(found["rankers"], metric) for short, metric in (("mrr", "mrr@10"), ("recall", "recall@10"))
        }
        for name, found in retrieval.items()
    }


def _above(rankers: _Results, metric: str) -> float:
    return float(
        rankers["yihaoda"][metric] - max(found[metric] for name, found in rankers.items() if name != "yihaoda")
    )


def means(answerability: _Results) -> dict[str, float]:
    """Return the means over the sets of what targets are set for."""
    sets = answerability.values()
    return {
        "unanswerable_answered": fmean(found["unanswerable"]["answered"] for found in sets),
        "answered_wrong": fmean(found["answerable"]["answered_wrong"] for found in sets),
        "abstained": fmean(found["answerable"]["abstained"] for found in sets),
        "calibration_error": pooled_error([one for found in sets for one in found["calibration"]["bins"]]),
    }


def pooled_error(bins: Sequence[_Results]) -> float:
    """Return the expected calibration error of the bins of all sets together, in ten of like mass.

    A set of twenty questions has two a bin: its own error is chance.
    """
    order = sorted((Bin(b["n"], b["confidence"], b["accuracy"]) for b in bins), key=lambda one: one.confidence)
    joined: list[list[Bin]] = [[] for _ in range(BINS)]
    mass, before = sum(one.n for one in order), 0
    for one in order:
        joined[min(BINS - 1, int(BINS * (before + one.n / 2) / max(1, mass)))].append(one)
        before += one.n
    return calibration_error([_joined(some) for some in joined if some])


def _joined(bins: Sequence[Bin]) -> Bin:
    mass = sum(one.n for one in bins)
    return Bin(mass, sum(b.n * b.confidence for b in bins) / mass, sum(b.n * b.accuracy for b in bins) / mass)


def frozen(results: Sequence[Result], fields: Mapping[str, str]) -> dict[str, Any]:
    """Return how the frozen questions were answered, by kind and by field; ``fields`` gives the slug of a field's name."""
    covered = [result for result in results if result.kind is Kind.COVERED]
    answered = [r for r in covered if r.verdict in {Verdict.RIGHT, Verdict.WRONG}]
    by_field = {slug: [r for r in covered if r.field == name] for name, slug in fields.items()}
    return {
        "n": len(results),
        "never": sum(bool(result.never) for result in results),
        "precision": sum(r.verdict is Verdict.RIGHT for r in answered) / len(answered) if answered else 0.0,
        "answered_in_scope": len(answered) / len(covered) if covered else 0.0,
        "kinds": {
            kind: {"wanted": wanted(kind)} | _verdicts([r for r in results if r.kind is kind])
            for kind in dict.fromkeys(result.kind for result in results)
        },
        "fields": {slug: _verdicts(some) for slug, some in by_field.items() if some},
    }


def wanted(kind: Kind) -> str:
    """Return the outcomes that are right for a kind, in print."""
    return ", ".join(sorted(gate_settings().kinds[kind].outcomes))


def _verdicts(results: Sequence[Result]) -> dict[str, int]:
    counts = Counter(result.verdict for result in results)
    return {verdict: counts[verdict] for verdict in Verdict}


def robustness(sets: _Results) -> dict[str, Any]:
    """Return recall@10 lost by perturbation and set, ours and the best peer's; ``worst_loss`` where enough were changed."""
    rows: dict[str, dict[str, Any]] = {}
    for name, found in sets.items():
        for how, one in found["perturbed"].items():
            losses = {ranker: figures["loss"]["recall@10"] for ranker, figures in one["rankers"].items()}
            ours = losses.pop("yihaoda", None)
            rows.setdefault(how, {})[name] = {
                "changed": one["changed"],
                "ours": ours,
                "peer": min(losses.values(), default=None),
            }
    enough = [one["ours"] for row in rows.values() for one in row.values() if one["changed"] >= ENOUGH]
    return {"rows": rows, "worst_loss": max(enough, default=0.0)}


def adversarial(found: _Results) -> dict[str, Any]:
    """Return the outcomes by kind, and the share of inputs that got what they must."""
    kinds = {kind: [one["passed"], one["n"]] for kind, one in found["by_kind"].items()}
    share = found["passed"] / max(1, found["n"])
    return {"kinds": kinds, "n": found["n"], "invented": found["invented_citations"], "required_outcomes": share}
