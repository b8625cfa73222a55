"""The learned order of candidates: two weighted sums, one that trusts words, one that trusts meaning.

Where some candidate holds most of what was asked word for word, words decide; a question in other words than the rule's
is better judged by meaning. The gate between the two is a logistic function of the best candidate's share of the question.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, PositiveFloat

from knowledge.index.bm25 import Scores
from knowledge.search.features import Feature
from knowledge.search.standardise import standardise

FILE = Path(__file__).with_name("ranker.yml")


class Gate(BaseModel):
    """How far words are trusted: half where the best candidate's ``feature`` is ``middle``, and nearly all two ``width`` above."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feature: Feature
    middle: float
    width: PositiveFloat

    def trust(self, features: Mapping[Feature, Scores]) -> float:
        """Return the share of the weights that trust words, 0 to 1."""
        best = float(features[self.feature].max(initial=0.0))
        return float(1 / (1 + np.exp(-(best - self.middle) / self.width)))


class LinearRanker(BaseModel):
    """The whole file: the gate, and the weights of standardised features on either side of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    gate: Gate
    words: Mapping[Feature, float]
    meaning: Mapping[Feature, float]

    def contributions(self, features: Mapping[Feature, Scores]) -> dict[str, Scores]:
        """Return what each feature adds to the score of every candidate."""
        trust = self.gate.trust(features)
        weights = {
            name: trust * self.words.get(name, 0.0) + (1 - trust) * self.meaning.get(name, 0.0)
            for name in dict.fromkeys((*self.words, *self.meaning))
        }
        return {name: np.float32(weight) * standardise(features[name]) for name, weight in weights.items()}


@cache
def load_ranker(path: Path = FILE) -> LinearRanker:
    """Read the weights, once."""
    return LinearRanker.model_validate(yaml.safe_load(path.read_text("utf-8")))
