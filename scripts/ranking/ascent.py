"""Weights by coordinate ascent on the figure that counts (Metzler and Croft, Information Retrieval 10, 2007).

The likelihood of the relevant passage is smooth but is not what a citizen feels: it goes on pulling at questions that are
right already. With a dozen weights the mean reciprocal rank itself can be climbed, one weight at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DEPTH = 10
STEPS = (-1.0, -0.5, -0.25, -0.1, 0.1, 0.25, 0.5, 1.0)
LEAST_GAIN = 1e-4
ROUNDS = 4
CLIMBS, PART, SEED = 8, 0.6, 7


@dataclass(frozen=True, slots=True)
class Lists:
    """Questions with their candidates. ``values`` (candidates, columns) is what the weights multiply; ``relevant``
    (candidates,) marks those that answer; ``sizes`` (questions,) says how many candidates each has.
    """

    values: Floats
    relevant: NDArray[np.bool_]
    sizes: NDArray[np.int64]

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first candidate of every question."""
        return np.cumsum(self.sizes) - self.sizes

    def questions(self, chosen: NDArray[np.bool_]) -> "Lists":
        """Return some of the questions."""
        rows = np.repeat(chosen, self.sizes)
        return Lists(self.values[rows], self.relevant[rows], self.sizes[chosen])

    def figures(self, scores: Floats) -> Mapping[str, float]:
        """Return ``mrr`` and ``hits`` at 10: the mean reciprocal rank, and the share with any relevant passage."""
        best = np.maximum.reduceat(np.where(self.relevant, scores, -np.inf), self.starts)
        ahead = np.add.reduceat((scores > np.repeat(best, self.sizes)).astype(np.int64), self.starts)
        ranks = np.where(np.isfinite(best), ahead + 1, DEPTH + 1)
        found = ranks <= DEPTH
        return {"mrr": float(np.mean(found / ranks)), "hits": float(np.mean(found))}


def averaged_climb(
    sets: Mapping[str, Lists], shares: Mapping[str, float], start: Sequence[float], *, hits_count: float
) -> Floats:
    """Return the mean of the weights that several climbs reach, each on a random part of the questions.

    Bagging (Breiman, 1996): one climb stops where its questions happen to make a step; the mean carries over better.
    """
    random = np.random.default_rng(SEED)
    parts = [
        {name: lists.questions(random.random(len(lists.sizes)) < PART) for name, lists in sets.items()}
        for _ in range(CLIMBS)
    ]
    mean: Floats = np.mean([climb(part, shares, start, hits_count=hits_count) for part in parts], axis=0)
    return mean.round(3)


def climb(
    sets: Mapping[str, Lists], shares: Mapping[str, float], start: Sequence[float], *, hits_count: float
) -> Floats:
    """Return weights, none below 0, from which no single step leads higher.

    Args:
        sets: The questions.
        shares: How much each set counts.
        start: Where to begin.
        hits_count: How much ``hits`` count beside ``mrr``.
    """
    weights = np.array(start, np.float32)
    scores = {name: lists.values @ weights for name, lists in sets.items()}

    def height(of: Mapping[str, Floats]) -> float:
        figures = {name: sets[name].figures(given) for name, given in of.items()}
        return sum(shares[name] * (each["mrr"] + hits_count * each["hits"]) for name, each in figures.items())

    best = height(scores)
    for _ in range(ROUNDS):
        before = best
        for column in range(len(weights)):
            for step in (-float(weights[column]), *STEPS):
                if step == 0 or weights[column] + step < 0:
                    continue
                moved = {name: scores[name] + np.float32(step) * sets[name].values[:, column] for name in sets}
                if (reached := height(moved)) > best + LEAST_GAIN:
                    best, scores = reached, moved
                    weights[column] += np.float32(step)
        if best == before:
            break
    return weights.round(3)
