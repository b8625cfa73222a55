"""Fit the heads of the judge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from knowledge.embedding.encoder import Vectors
from knowledge.scope.features import WIDTH, text_features
from knowledge.scope.rows import Label, Row
from knowledge.scope.weights import ScopeWeights, Weights, centred

Labels = NDArray[np.int64]
ANSWERED = (Label.IN_SCOPE, Label.PRIVATE_LAW)  # what is not declined

# The best of a dozen pairs with sources held out; 0.5 gives real texts twice the say of our own.
_C, _VECTOR_SCALE, _OWN_WEIGHT = 10.0, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Design:
    """Rows as features: ``texts`` sparse ``(n, WIDTH)``, ``joint`` the same with the scaled vector behind."""

    rows: Sequence[Row]
    texts: csr_matrix
    joint: csr_matrix
    centre: Weights

    @classmethod
    def of(cls, rows: Sequence[Row], vectors: Vectors) -> "Design":
        """Compute the features of rows whose vectors have shape ``(n, dimension)``."""
        texts, centre = text_matrix([row.text for row in rows]), vectors.mean(axis=0)
        scaled = csr_matrix(centred(vectors, centre) * _VECTOR_SCALE)
        return cls(rows, texts, hstack([texts, scaled]).tocsr(), centre)

    def where(self, *labels: Label) -> NDArray[np.int64]:
        """Return the positions of rows with one of the labels."""
        return np.flatnonzero([row.label in labels for row in self.rows])

    def labels(self, *positive: Label) -> Labels:
        """Return 1 where a row has one of the labels, 0 elsewhere."""
        return np.array([row.label in positive for row in self.rows], np.int64)

    def importance(self) -> NDArray[np.float64]:
        """Return the weight of every row in fitting."""
        return np.array([_OWN_WEIGHT if row.source.startswith("own_") else 1.0 for row in self.rows])


def text_matrix(texts: Sequence[str]) -> csr_matrix:
    """Return the sparse feature matrix, one row a text."""
    rows = [text_features(text) for text in texts]
    indptr = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, indptr), shape=(len(rows), WIDTH))


def fit(features: csr_matrix, labels: Labels, importance: NDArray[np.float64]) -> LogisticRegression:
    """Fit one head."""
    model = LogisticRegression(C=_C, class_weight="balanced", max_iter=300)
    return model.fit(features, labels, sample_weight=importance)


def fit_weights(design: Design, temperature: float, family: str) -> ScopeWeights:
    """Fit both heads with and without the vector; logits are divided by ``temperature``."""
    scope = design.where(*Label), design.labels(*ANSWERED)
    private = design.where(Label.IN_SCOPE, Label.PRIVATE_LAW), design.labels(Label.PRIVATE_LAW)
    importance = design.importance()

    def heads(features: csr_matrix) -> tuple[Weights, Weights]:
        fitted = [fit(features[at], labels[at], importance[at]) for at, labels in (scope, private)]
        weights = np.stack([model.coef_[0] for model in fitted]) / temperature
        biases = np.array([model.intercept_[0] for model in fitted]) / temperature
        return weights.astype(np.float32), biases.astype(np.float32)

    words, bias = heads(design.texts)
    joint, joint_bias = heads(design.joint)
    vectors = joint[:, WIDTH:] * _VECTOR_SCALE
    return ScopeWeights(words, bias, joint[:, :WIDTH], vectors, joint_bias, design.centre, family)
