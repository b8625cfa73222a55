"""Multinomial logistic regression over a dense and a sparse view of the same texts, free of Rasa.

Source: Bishop, Pattern Recognition and Machine Learning, §4.3.4; temperature scaling after Guo et al. 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, List

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LogisticSettings:
    """Tunables, chosen by cross-validation on the training examples.

    ``c`` is the inverse of the L2 penalty, the weights scale the two views against each other, and
    ``temperature`` divides the scores before the softmax (below 1 sharpens the probabilities).
    """

    c: float
    dense_weight: float
    sparse_weight: float
    temperature: float
    max_iterations: int = 300


@dataclass(frozen=True)
class LogisticModel:
    """A fitted model: ``weights`` is (classes, dense + sparse columns), ``centre`` the mean dense row."""

    labels: List[str]
    weights: Floats
    bias: Floats
    centre: Floats
    settings: LogisticSettings

    @classmethod
    def fit(cls, dense: Floats, sparse: csr_matrix, labels: List[str], settings: LogisticSettings) -> LogisticModel:
        """Learns from (n, d) dense rows, (n, s) sparse counts and n labels. Deterministic."""
        centre = dense.mean(axis=0)
        regression = LogisticRegression(C=settings.c, max_iter=settings.max_iterations, class_weight="balanced")
        regression.fit(_design(dense - centre, sparse, settings), labels)
        return cls(
            labels=[str(label) for label in regression.classes_],
            weights=regression.coef_.astype(np.float32),
            bias=regression.intercept_.astype(np.float32),
            centre=centre,
            settings=settings,
        )

    def probabilities(self, dense: Floats, sparse: csr_matrix) -> Floats:
        """Class probabilities, (n, classes), rows adding up to 1."""
        design = _design(dense - self.centre, sparse, self.settings)
        scores = (design @ self.weights.T + self.bias) / self.settings.temperature
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Floats = exponentials / exponentials.sum(axis=1, keepdims=True)
        return shares

    def save(self, path: Path) -> None:
        """Writes one ``.npz`` without pickled objects."""
        np.savez(path, labels=np.array(self.labels), weights=self.weights, bias=self.bias, centre=self.centre)

    @classmethod
    def load(cls, path: Path, settings: LogisticSettings) -> LogisticModel:
        """Reads what ``save`` wrote; refuses pickled objects."""
        with np.load(path, allow_pickle=False) as stored:
            arrays: dict[str, Any] = {name: stored[name] for name in ("weights", "bias", "centre")}
            return cls(labels=stored["labels"].tolist(), settings=settings, **arrays)


def _design(centred: Floats, counts: csr_matrix, settings: LogisticSettings) -> csr_matrix:
    """The design matrix: centred vectors beside log counts of unit length."""
    damped = normalize(counts.astype(np.float32).log1p())
    return hstack([csr_matrix(centred * settings.dense_weight), damped * settings.sparse_weight], format="csr")
