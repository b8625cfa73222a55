"""A linear judge of scope; the weights are data in the tree, made by ``python -m knowledge.scope.train``."""

from collections.abc import Callable

import numpy as np

from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.scope.features import text_features
from knowledge.scope.opinion import ScopeOpinion
from knowledge.scope.weights import ScopeWeights, centred


class LinearScopeJudge:
    """Logistic regression over hashed n-grams and words and, where the model is the one it knows, the vector.

    The encoder remembers the last questions, so the vector costs nothing in a turn. With another model the judge goes
    by the words alone.
    """

    def __init__(self, weights: ScopeWeights, encoder: Callable[[], Encoder] | None = None) -> None:
        """Judge with ``weights``; ``encoder`` gives the model in service, which may change between two calls."""
        self._weights = weights
        self._encoder = encoder

    @classmethod
    def load(cls, encoder: Callable[[], Encoder] | None = None) -> "LinearScopeJudge":
        """Return the judge with the shipped weights."""
        return cls(ScopeWeights.load(), encoder)

    def opinion(self, text: str) -> ScopeOpinion:
        """Return how likely the text is in scope, and how likely it is a matter between private persons."""
        columns, values = text_features(text)
        weights, vector = self._weights, self._vector(text)
        if vector is None:
            logits = weights.texts[:, columns] @ values + weights.bias
        else:
            logits = weights.joint_texts[:, columns] @ values + weights.joint_bias
            logits = logits + weights.vectors @ centred(vector, weights.centre)
        in_scope, private_law = 1 / (1 + np.exp(-np.clip(logits, -60.0, 60.0)))
        return ScopeOpinion(float(in_scope), float(private_law))

    def probability(self, text: str) -> float:
        """Return how likely the text is a question for a government hotline, 0 to 1."""
        return self.opinion(text).in_scope

    def _vector(self, text: str) -> Vectors | None:
        encoder = self._encoder() if self._encoder else None
        if encoder is None or encoder.family != self._weights.family:
            return None
        vector: Vectors = encoder.encode_queries([text])[0]
        return vector
