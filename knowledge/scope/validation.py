"""How good the judge is on texts that it was not trained on."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold

from knowledge.evaluation.classification import area_under_curve
from knowledge.scope.fitting import ANSWERED, Design, Labels, fit
from knowledge.scope.rows import Label

Logits: TypeAlias = NDArray[np.float64]
_FOLDS, _BINS = 5, 10


def held_out_sources(design: Design, tested: Sequence[str]) -> Logits:
    """Return the logit of in scope of every row of a tested source, by judges that have not seen that source."""
    names = np.array([row.source for row in design.rows])
    return _held_out(design, ((names != name, names == name) for name in tested))


def held_out_folds(design: Design, tested: Sequence[str], seed: int = 0) -> Logits:
    """Return the logit of in scope of every row of the tested sources, by judges that have not seen that row.

    Folds are drawn at random within each source (stratified 5-fold); our own rows are always trained on.
    """
    names = np.array([row.source for row in design.rows])
    at = np.flatnonzero(np.isin(names, tested) & _decided(design))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(at, names[at])
    masks = [np.isin(np.arange(len(names)), at[test]) for _, test in folds]
    return _held_out(design, ((~mask, mask) for mask in masks))


def temperature(logits: Logits, labels: Labels) -> float:
    """Return what logits are to be divided by to be calibrated (Guo et al., ICML 2017)."""
    signed = np.where(labels == 1, logits, -logits)

    def loss(log_scale: float) -> float:
        return float(np.logaddexp(0, -signed / np.exp(log_scale)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def calibration_error(probabilities: NDArray[np.float64], labels: Labels) -> float:
    """Return the expected calibration error over ten equal bins of the probability of in scope."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [abs(probabilities[bins == b].mean() - labels[bins == b].mean()) * (bins == b).sum() for b in set(bins)]
    return float(sum(gaps) / len(labels))


def report(design: Design, logits: Logits, threshold: float, scale: float) -> Mapping[str, Any]:
    """Return accuracy, recalls, AUC, calibration error and accuracy by source of held-out logits (NaN is left out)."""
    known = ~np.isnan(logits)
    labels, names = design.labels(Label.IN_SCOPE)[known], np.array([row.source for row in design.rows])[known]
    probabilities = 1 / (1 + np.exp(-logits[known] / scale))
    right = (probabilities >= threshold) == labels
    by_source = {str(name): float(right[names == name].mean()) for name in sorted(set(names))}
    return {
        "n": int(known.sum()),
        "accuracy": float(right.mean()),
        "recall": {
            str(Label.IN_SCOPE): float(right[labels == 1].mean()),
            str(Label.OUT_OF_SCOPE): float(right[labels == 0].mean()),
        },
        "auc": area_under_curve(probabilities[labels == 1], probabilities[labels == 0]),
        "calibration_error": calibration_error(probabilities, labels),
        "mean_by_source": fmean(by_source.values()),
        "by_source": by_source,
    }


def _decided(design: Design) -> NDArray[np.bool_]:
    return np.array([row.label is not Label.PRIVATE_LAW for row in design.rows])


def _held_out(design: Design, splits: Iterable[tuple[NDArray[np.bool_], NDArray[np.bool_]]]) -> Logits:
    logits, labels, importance = np.full(len(design.rows), np.nan), design.labels(*ANSWERED), design.importance()
    decided = _decided(design)
    for trained, tested in splits:
        train, test = np.flatnonzero(trained), np.flatnonzero(tested & decided)
        if len(test):
            model = fit(design.joint[train], labels[train], importance[train])
            logits[test] = model.decision_function(design.joint[test])
    return logits
