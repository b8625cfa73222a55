"""BM25 over the segments of an index, with exact statistics of the rows alive.

The variant is Lucene's (Kamphuis et al., 2020, "Which BM25 do you mean?"): idf = ln(1 + (N - df + 0.5) / (df + 0.5)),
term weight = tf / (tf + k1 (1 - b + b · length / average length)).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.analysis import Keys, weighted
from knowledge.index.postings import Mask, Postings

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bm25:
    """Saturation ``k1`` of a term's count and penalty ``b`` of a row's length."""

    k1: float
    b: float

    def weigh(self, counts: NDArray[np.uint16], lengths: Scores) -> Scores:
        """Return the weights of counts in rows of the given lengths, relative to the average length."""
        tf = counts.astype(np.float32)
        saturation = np.float32(self.k1) * (np.float32(1 - self.b) + np.float32(self.b) * lengths)
        weights: Scores = (tf / (tf + saturation)).astype(np.float32, copy=False)
        return weights


@dataclass(frozen=True, slots=True)
class FieldStatistics:
    """What BM25 needs to know of a field as a whole: rows alive and terms in them."""

    rows: int
    terms: int

    @property
    def average_length(self) -> float:
        """Terms a row; 1 in an empty field, where it weighs nothing."""
        return self.terms / self.rows if self.terms else 1.0


@dataclass(frozen=True, slots=True)
class LexicalField:
    """One field across all segments (at least one), with the rows alive in each."""

    parts: Sequence[Postings]
    alive: Sequence[Mask]
    statistics: FieldStatistics

    def scores(self, query: Keys, variant: Bm25) -> Scores:
        """Return the BM25 score of every row, dead ones included, segment after segment."""
        keys, repeats = weighted(query)
        spans = [part.spans(keys) for part in self.parts]
        weights = repeats * self.idf(spans)
        return np.concatenate([self._score(at, span, weights, variant) for at, span in enumerate(spans)])

    def coverage(self, query: Keys) -> Scores:
        """Return which share of the query's idf every row holds, 0 to 1; unknown terms count as the rarest."""
        keys, _ = weighted(query)
        spans = [part.spans(keys) for part in self.parts]
        weights = self.idf(spans)
        shares = weights / max(float(weights.sum()), 1e-9)
        found = [np.zeros(len(part.lengths), np.float32) for part in self.parts]
        for part, span, scores in zip(self.parts, spans, found, strict=True):
            for (start, stop), share in zip(span, shares, strict=True):
                scores[part.rows[start:stop]] += share
        return np.concatenate(found)

    def idf(self, spans: Sequence[NDArray[np.int64]]) -> Scores:
        """Return the inverse document frequency of the terms whose spans are given, over rows alive."""
        frequency = np.zeros(len(spans[0]))
        for part, alive, span in zip(self.parts, self.alive, spans, strict=True):
            whole = bool(alive.all())
            for at, (start, stop) in enumerate(span):
                frequency[at] += stop - start if whole else np.count_nonzero(alive[part.rows[start:stop]])
        idf: Scores = np.log1p((self.statistics.rows - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        return idf

    def _score(self, at: int, spans: NDArray[np.int64], weights: Scores, variant: Bm25) -> Scores:
        part = self.parts[at]
        scores = np.zeros(len(part.lengths), np.float32)
        lengths = part.lengths.astype(np.float32) / np.float32(self.statistics.average_length)
        for (start, stop), weight in zip(spans, weights, strict=True):
            rows = part.rows[start:stop]
            scores[rows] += weight * variant.weigh(part.counts[start:stop], lengths[rows])
        return scores
