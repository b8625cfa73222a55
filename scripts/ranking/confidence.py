"""Logistic models of the evidence, one for clauses and one for curated text, made on some examples and tried on others."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.answering.decision import Logistic
from knowledge.answering.evidence import FIGURES
from knowledge.evaluation.calibration import calibration_error, reliability
from knowledge.evaluation.classification import area_under_curve
from scripts.ranking.examples import Example

# These agree too seldom in any set to be learnt; set by judgement: a whole question met letter for letter is certain.
BY_HAND: Mapping[str, float] = {"named": 1.8, "exact": 60.0}
LEARNT = tuple(name for name in FIGURES if name not in BY_HAND)
PENALTY = 0.5
FOLDS = 5
CONSTANT = 1e-6  # a figure that varies less says nothing
AGAINST = {"uncovered"}

Rows = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Design:
    """Examples as arrays; ``probabilities`` are of models that have not seen the question."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.figures = np.array([[each.figures[name] for name in LEARNT] for each in examples])
        self.right, self.beside, self.offered, self.answerable, self.clause = (
            np.array([getattr(each, name) for each in examples], np.bool_)
            for name in ("right", "beside", "offered", "answerable", "clause")
        )
        self.names = np.array([each.set_name for each in examples])
        self.fold = np.array([hashlib.sha256(each.question_id.encode()).digest()[0] % FOLDS for each in examples])
        self.probabilities = np.empty(len(examples))
        for fold in range(FOLDS):
            for kind in (self.clause, ~self.clause):
                asked = kind & (self.fold == fold)
                self.probabilities[asked] = self.predict(self.fit(kind & (self.fold != fold)), asked)

    def fit(self, rows: Rows) -> Logistic:
        """Return the model made on some examples, every set counting the same."""
        figures, names = self.figures[rows], self.names[rows]
        mean, deviation = figures.mean(axis=0), figures.std(axis=0) + 1e-9
        counts = {name: np.count_nonzero(names == name) for name in set(names)}
        shares = np.array([len(names) / len(counts) / counts[name] for name in names])
        scaled, intercept = signed_logistic((figures - mean) / deviation, self.right[rows], shares)
        weights = np.where(figures.std(axis=0) > CONSTANT, scaled / deviation, 0.0)
        learnt = {name: round(float(weight), 3) + 0.0 for name, weight in zip(LEARNT, weights, strict=True)}
        intercept -= float(weights @ mean)
        return Logistic(intercept=round(intercept, 3), weights={**learnt, **BY_HAND})

    def predict(self, model: Logistic, rows: Rows) -> Floats:
        """Return the probability of being right of some examples."""
        chosen = [example for example, taken in zip(self.examples, rows, strict=True) if taken]
        return np.array([model.probability(example.figures) for example in chosen])

    def left_out(self) -> Mapping[str, Any]:
        """Return area and calibration error on the clauses of each set by a model that has seen none of its questions."""
        sets = sorted({str(name) for name in self.names[self.clause]})
        found = {}
        for name in sets:
            rows = self.clause & (self.names == name)
            found[name] = goodness(self.predict(self.fit(self.clause & (self.names != name)), rows), self.right[rows])
        return found

    def held_out(self) -> Mapping[str, Any]:
        """Return the same on every set by models that have seen other questions of it."""
        sets = {str(name): self.names == name for name in sorted(set(self.names))}
        return {name: goodness(self.probabilities[rows], self.right[rows]) for name, rows in sets.items()}


def signed_logistic(figures: Floats, right: Rows, shares: Floats) -> tuple[Floats, float]:
    """Return weights and intercept of a logistic regression whose weights have the sign that reason gives them.

    More evidence never lowers a probability: figures that go together would otherwise be weighed against each other.
    """
    signs = np.where(right, 1.0, -1.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, intercept = parameters[:-1], parameters[-1]
        margins = signs * (figures @ weights + intercept)
        pull = -shares * signs / (1 + np.exp(margins))
        value = float(shares @ np.logaddexp(0, -margins)) + float(weights @ weights) / (2 * PENALTY)
        return value, np.append(figures.T @ pull + weights / PENALTY, pull.sum())

    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in LEARNT] + [(None, None)]
    found = minimize(loss, np.zeros(len(LEARNT) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found[:-1], float(found[-1])


def goodness(probabilities: Floats, right: Rows) -> Mapping[str, float]:
    """Return how well probabilities tell right from wrong, and how far they are from what they promise."""
    error = calibration_error(reliability(probabilities.tolist(), right.tolist()))
    area = area_under_curve(probabilities[right], probabilities[~right])
    return {"auc": round(area, 3), "calibration_error": round(error, 3)}
