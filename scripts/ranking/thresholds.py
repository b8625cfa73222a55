"""Thresholds on the probability, by what their consequences cost."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from scripts.ranking.confidence import Design, Floats, Rows
from scripts.ranking.settings import Costs

ENOUGH = 100
TRIED = np.arange(0.02, 0.981, 0.01)


def answer_at(design: Design, kind: Rows, costs: Costs, *, unanswerable_at_most: float = 1.0) -> float:
    """Return the probability from which on a first hit of this kind is answered with: the lowest that is cheap.

    ``unanswerable_at_most`` bounds which share of the unanswerable questions of any set may be answered all the same.
    """
    wrong = np.where(design.beside, costs.beside, costs.wrong)
    answered = np.where(design.right, 0.0, wrong)
    silent = np.where(design.answerable, costs.missing, 0.0)
    bold = [bar for bar in TRIED if _rashest(design, kind, float(bar)) <= unanswerable_at_most]
    return max(min(_cheap(design, kind, answered, silent, costs)), round(float(min(bold)), 2))


def clarify_at(design: Design, kind: Rows, costs: Costs) -> float:
    """Return the probability from which on choices are offered rather than nothing: the highest that is cheap."""
    asked = np.where(design.offered, costs.asked_back, costs.asked_in_vain)
    silent = np.where(design.answerable, costs.missing, 0.0)
    return max(_cheap(design, kind, asked, silent, costs))


def _cheap(design: Design, kind: Rows, acting: Floats, silent: Floats, costs: Costs) -> Sequence[float]:
    """Return the thresholds that cost at most ``tolerance`` more than the cheapest."""
    weights = _weights(design, kind, costs)
    totals = [float(weights @ np.where(design.probabilities >= threshold, acting, silent)) for threshold in TRIED]
    good = np.array(totals) <= min(totals) * (1 + costs.tolerance)
    return [round(float(threshold), 2) for threshold in TRIED[good]]


def _weights(design: Design, kind: Rows, costs: Costs) -> Floats:
    """Return how much each example counts: sets the same, answerable ones by their share at a hotline.

    Sets of few questions are left out: one of them would move a threshold by its own luck.
    """
    weights = np.zeros(len(kind))
    for name in _large(design, kind):
        for answerable, share in ((True, costs.answerable_share), (False, 1 - costs.answerable_share)):
            rows = kind & (design.names == name) & (design.answerable == answerable)
            weights[rows] = share / max(np.count_nonzero(rows), 1)
    return weights


def _large(design: Design, kind: Rows) -> Sequence[str]:
    return [
        name for name in sorted(set(design.names[kind])) if np.count_nonzero(kind & (design.names == name)) >= ENOUGH
    ]


def _rashest(design: Design, kind: Rows, threshold: float) -> float:
    """Return the largest share, over the sets, of unanswerable questions that are answered at a threshold."""
    rows = [kind & (design.names == name) & ~design.answerable for name in _large(design, kind)]
    return max((float((design.probabilities[some] >= threshold).mean()) for some in rows if some.any()), default=0.0)


def consequences(design: Design, kind: Rows, threshold: float) -> Mapping[str, Mapping[str, float]]:
    """Return by set what is answered at a threshold: rightly, wrongly, and although nothing answers."""

    def share(of: NDArray[np.bool_], among: Rows) -> float:
        return round(float(of[among].mean()), 3) if among.any() else 0.0

    answered, found = design.probabilities >= threshold, {}
    for name in sorted({str(name) for name in design.names[kind]}):
        can, cannot = (
            kind & (design.names == name) & (design.answerable == answerable) for answerable in (True, False)
        )
        found[name] = {
            "right": share(answered & design.right, can),
            "beside": share(answered & design.beside & ~design.right, can),
            "wrong": share(answered & ~design.beside & ~design.right, can),
            "unanswerable": share(answered, cannot),
        }
    return found
