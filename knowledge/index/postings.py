"""Postings of one lexical field: which rows hold a term, and how often. Immutable, numpy arrays alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.analysis import Keys

Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]
MOST = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Postings:
    """Compressed sparse rows by term.

    Term ``keys[t]`` stands in ``rows[offsets[t]:offsets[t + 1]]`` (ascending), ``counts`` times there.
    ``lengths`` is the number of terms a row holds.
    """

    keys: Keys
    offsets: NDArray[np.int64]
    rows: Rows
    counts: NDArray[np.uint16]
    lengths: Rows

    @classmethod
    def build(cls, texts: Sequence[Keys]) -> "Postings":
        """Index one sequence of terms a row."""
        lengths = np.fromiter(map(len, texts), np.int32, len(texts))
        keys, terms = np.unique(np.concatenate(texts), return_inverse=True) if texts else (_NO_KEYS, _NO_KEYS)
        owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        cells, counts = np.unique(terms.astype(np.int64) * max(len(texts), 1) + owners, return_counts=True)
        term_of, rows = np.divmod(cells, max(len(texts), 1))
        return cls(keys, _offsets(term_of, len(keys)), rows.astype(np.int32), _counts(counts), lengths)

    @classmethod
    def merge(cls, parts: Sequence["Postings"], keeps: Sequence[Mask]) -> "Postings":
        """Join parts one after the other, leaving out the rows that ``keeps`` does not name."""
        kept = [part._only(keep) for part, keep in zip(parts, keeps, strict=True)]
        keys = np.unique(np.concatenate([part.keys for part in kept]))
        starts = np.cumsum([0, *(len(part.lengths) for part in kept)], dtype=np.int32)
        terms = np.concatenate([np.searchsorted(keys, part.keys)[part._term_of()] for part in kept])
        order = np.argsort(terms, kind="stable")  # parts are sorted already: a merge, not a sort
        return cls(
            keys,
            _offsets(terms, len(keys)),
            np.concatenate([part.rows + start for part, start in zip(kept, starts, strict=False)])[order],
            np.concatenate([part.counts for part in kept])[order],
            np.concatenate([part.lengths for part in kept]),
        )

    def spans(self, keys: Keys) -> NDArray[np.int64]:
        """Return start and stop of each term's postings, shape ``(terms, 2)``; both 0 for an unknown term."""
        if not len(self.keys):
            return np.zeros((len(keys), 2), np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        spans: NDArray[np.int64] = np.stack((self.offsets[at], self.offsets[at + 1]), axis=1)
        spans[self.keys[at] != keys] = 0
        return spans

    def _term_of(self) -> NDArray[np.int32]:
        return np.repeat(np.arange(len(self.keys), dtype=np.int32), np.diff(self.offsets))

    def _only(self, keep: Mask) -> "Postings":
        if keep.all():
            return self
        stay = keep[self.rows]
        terms = self._term_of()[stay]
        used, renumbered = np.unique(terms, return_inverse=True)
        rows = (np.cumsum(keep, dtype=np.int32) - 1)[self.rows[stay]]
        offsets = _offsets(renumbered, len(used))
        return Postings(self.keys[used], offsets, rows, self.counts[stay], self.lengths[keep])


_NO_KEYS = np.empty(0, np.uint64)


def _offsets(term_of: NDArray[np.integer], terms: int) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(np.bincount(term_of, minlength=terms)))).astype(np.int64)


def _counts(counts: NDArray[np.int64]) -> NDArray[np.uint16]:
    return np.minimum(counts, MOST).astype(np.uint16)
