"""Where a phrase stands in the passages of an index, letter for letter."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.index.analysis import bigram_keys
from knowledge.index.postings import Mask, Postings, Rows
from knowledge.index.segment import searchable_text
from knowledge.index.view import IndexView
from knowledge.model.passage import Passage
from knowledge.text.tokens import fold

_AROUND = 20


@dataclass(frozen=True, slots=True)
class Occurrences:
    """In how many passages a phrase stands, and the first of them with the words around it."""

    passages: int
    examples: tuple[tuple[Passage, str], ...] = ()


def occurrences(view: IndexView, phrase: str, examples: int = 3) -> Occurrences:
    """Return where a phrase of two characters or more stands in titles, questions and texts."""
    count = 0
    shown: list[tuple[Passage, str]] = []
    for passage, text in _holding(view, fold(phrase)):
        count += 1
        if len(shown) < examples:
            shown.append((passage, text))
    return Occurrences(count, tuple(shown))


def _holding(view: IndexView, phrase: str) -> Iterator[tuple[Passage, str]]:
    keys = np.unique(bigram_keys(phrase))
    if not len(keys):
        return
    for segment, alive in zip(view.segments, view.alive, strict=True):
        for row in _rows(segment.lexical["bigrams"], keys, alive):
            passage = segment.records[int(row)]
            text = searchable_text(passage)
            at = fold(text).find(phrase)
            if at >= 0:
                yield passage, text[max(0, at - _AROUND) : at + len(phrase) + _AROUND].replace("\n", " ")


def _rows(postings: Postings, keys: np.typing.NDArray[np.uint64], alive: Mask) -> Rows:
    """Return the rows alive that hold every pair of characters."""
    spans = postings.spans(keys)
    rows = postings.rows[spans[0][0] : spans[0][1]]
    for start, stop in spans[1:]:
        rows = np.intersect1d(rows, postings.rows[start:stop], assume_unique=True)
    return rows[alive[rows]]
