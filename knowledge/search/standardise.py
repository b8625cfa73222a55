"""Features of one question's candidates on one scale."""

import numpy as np

from knowledge.index.bm25 import Scores

FLAT = 1e-6


def standardise(values: Scores) -> Scores:
    """Return z-scores; zeros where all values are alike."""
    deviation = float(values.std()) if len(values) else 0.0
    if deviation < FLAT:
        return np.zeros(len(values), np.float32)
    scores: Scores = ((values - values.mean()) / deviation).astype(np.float32)
    return scores
