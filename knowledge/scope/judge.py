"""A linear judge of scope; the weights are data in the tree, made by ``python -m knowledge.scope.train``."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.scope.features import WIDTH, ngram_features

DEFAULT = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class LinearScopeJudge:
    """Logistic regression over hashed character n-grams. ``weights`` has shape ``(WIDTH,)``."""

    weights: NDArray[np.float32]
    bias: float

    @classmethod
    def load(cls, path: Path = DEFAULT) -> "LinearScopeJudge":
        """Read the weights.

        Raises:
            ValueError: they were made for another width.
        """
        with np.load(path, allow_pickle=False) as data:
            weights, bias = data["weights"].astype(np.float32), float(data["bias"])
        if weights.shape != (WIDTH,):
            raise ValueError(f"{path}: {weights.shape[0]} weights, expected {WIDTH}")
        return cls(weights, bias)

    def probability(self, text: str) -> float:
        """Return how likely the text is a question for a government hotline, 0 to 1."""
        columns, values = ngram_features(text)
        return float(1 / (1 + np.exp(-(self.weights[columns] @ values + self.bias))))
