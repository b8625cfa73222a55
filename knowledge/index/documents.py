"""Whole documents behind their passages: which question they are about, read from the postings of the passages.

A clause seldom repeats what its document is about; the clauses beside it do. A document is scored as one long text with
BM25, a term counted once a passage, which needs no postings of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.index.analysis import Keys, weighted
from knowledge.index.bm25 import Bm25, Scores
from knowledge.index.postings import Mask, Postings
from knowledge.text.numerals import NUMERAL

_CLAUSE = re.compile(rf"第{NUMERAL}+条(?:之{NUMERAL}+)?$")


def document_name(title: str) -> str:
    """Return the title of the document alone: some collections write the article behind it (``某某法第三条``)."""
    return _CLAUSE.sub("", title.strip()) or title


@dataclass(frozen=True)
class DocumentField:
    """One lexical field seen document by document. ``keys`` names the document of every row, segment after segment."""

    parts: Sequence[Postings]
    alive: Sequence[Mask]
    keys: Sequence[Keys]

    @cached_property
    def of_rows(self) -> NDArray[np.int32]:
        """The document of every row, numbered from 0."""
        return np.unique(np.concatenate(self.keys), return_inverse=True)[1].astype(np.int32)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many passages alive every document has."""
        return np.bincount(self.of_rows, weights=np.concatenate(self.alive)).astype(np.int64)

    @cached_property
    def lengths(self) -> Scores:
        """Terms of a document's passages, added up, relative to the mean over documents."""
        terms = [part.lengths * alive for part, alive in self._pairs()]
        total = np.bincount(self.of_rows, weights=np.concatenate(terms))
        living = total[self.sizes > 0]
        return (total / (living.mean() if len(living) and living.any() else 1.0)).astype(np.float32)

    def scores(self, query: Keys, variant: Bm25) -> Scores:
        """Return the BM25 score of every document."""
        keys, repeats = weighted(query)
        spans = [part.spans(keys) for part in self.parts]
        scores = np.zeros(len(self.sizes), np.float32)
        saturation = np.float32(variant.k1) * (np.float32(1 - variant.b) + np.float32(variant.b) * self.lengths)
        documents = np.count_nonzero(self.sizes)
        for at, repeat in enumerate(repeats):
            counts = self._counts([span[at] for span in spans])
            frequency = np.count_nonzero(counts)
            idf = np.log1p((documents - frequency + 0.5) / (frequency + 0.5))
            scores += np.float32(repeat * idf) * (counts / (counts + saturation))
        return scores

    def _counts(self, spans: Sequence[NDArray[np.int64]]) -> Scores:
        """Return in how many passages alive of every document a term stands, whose postings are given part by part."""
        counts, row = np.zeros(len(self.sizes), np.int64), 0
        for (part, alive), (start, stop) in zip(self._pairs(), spans, strict=True):
            rows = part.rows[start:stop]
            rows = rows if alive.all() else rows[alive[rows]]
            counts += np.bincount(self.of_rows[row + rows], minlength=len(counts))
            row += len(part.lengths)
        return counts.astype(np.float32)

    def _pairs(self) -> Iterator[tuple[Postings, Mask]]:
        return zip(self.parts, self.alive, strict=True)
