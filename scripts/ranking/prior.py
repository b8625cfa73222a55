"""The direction in which passages that answer differ from their near neighbours.

A conditional logit (McFadden, 1974) of the relevant passage among the nearest by cosine, in which the cosine counts as it
is and one vector is learnt. The penalty keeps it small: it shall say what kind of passage answers, not which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import as_passage
from knowledge.evaluation.files import RetrievalSet
from knowledge.index.texts import passage_text

NEAREST = 40
TEMPERATURE = 0.03  # of the cosine

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Choices:
    """What each question chooses from: ``vectors`` (questions, 1 + nearest, dimension), the relevant passage first, and
    their ``cosines`` with the question.
    """

    vectors: Floats
    cosines: Floats

    @classmethod
    def of(cls, data: RetrievalSet, encoder: Encoder) -> "Choices":
        """Return the choices of a set, question by question."""
        passages = encoder.encode_passages([passage_text(as_passage(row)) for row in data.corpus])
        places = {row.id: at for at, row in enumerate(data.corpus)}
        vectors = encoder.encode_queries([query.text for query in data.queries])
        relevant = [[places[passage] for passage in sorted(data.relevant[query.id])] for query in data.queries]
        rows = [_choose(passages @ vector, own) for vector, own in zip(vectors, relevant, strict=True)]
        taken = passages[np.stack(rows)]
        return cls(taken, np.einsum("qpd,qd->qp", taken, vectors))

    def questions(self, chosen: NDArray[np.bool_]) -> "Choices":
        """Return those of some of the questions."""
        return Choices(self.vectors[chosen], self.cosines[chosen])


def _choose(cosines: Floats, relevant: Sequence[int]) -> NDArray[np.int64]:
    order = np.argsort(-cosines, kind="stable")[: NEAREST + len(relevant)]
    others = order[~np.isin(order, relevant)][:NEAREST]
    return np.concatenate(([max(relevant, key=lambda place: cosines[place])], others)).astype(np.int64)


def prior_direction(sets: Sequence[Choices], penalty: float) -> Floats:
    """Return the direction; every set counts the same."""

    def loss(direction: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, gradient = penalty * float(direction @ direction), 2 * penalty * direction
        for each in sets:
            logits = (each.cosines + each.vectors @ direction.astype(np.float32)) / TEMPERATURE
            shares = np.exp(logits - logits.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            value -= float(np.log(shares[:, 0] + 1e-30).mean()) / len(sets)
            shares[:, 0] -= 1
            scale = len(shares) * TEMPERATURE * len(sets)
            gradient = gradient + np.einsum("qp,qpd->d", shares, each.vectors) / scale
        return value, gradient

    found = minimize(loss, np.zeros(sets[0].vectors.shape[2]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float32)
