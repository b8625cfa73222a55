"""What a search sees: the segments, which of their rows are alive, and the statistics of those. Immutable."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Vectors
from knowledge.index.analysis import term_keys
from knowledge.index.bm25 import FieldStatistics, LexicalField, Scores
from knowledge.index.documents import DocumentField
from knowledge.index.postings import Mask
from knowledge.index.segment import LEXICAL_FIELDS, Segment
from knowledge.model.passage import Passage
from knowledge.model.scope import Scope

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class IndexView:
    """The state after change ``sequence``. Rows are numbered through the segments; ``generation`` grows by changes.

    ``mark`` is what the log says of that change, by which another log of the same length is told from this one.
    """

    segments: tuple[Segment, ...] = ()
    alive: tuple[Mask, ...] = ()
    sequence: int = 0
    generation: int = 0
    mark: str = ""

    @cached_property
    def starts(self) -> Rows:
        """The first row of every segment, and the number of rows."""
        return np.cumsum([0, *map(len, self.segments)])

    @cached_property
    def fields(self) -> dict[str, LexicalField]:
        """The lexical fields by name."""
        return {name: self._field(name) for name in LEXICAL_FIELDS}

    @cached_property
    def documents(self) -> DocumentField:
        """The pairs of characters of whole documents."""
        keys = [segment.columns.documents for segment in self.segments]
        return DocumentField([segment.lexical["bigrams"] for segment in self.segments], self.alive, keys)

    @cached_property
    def text_lengths(self) -> NDArray[np.int32]:
        """How many pairs of characters every row has."""
        return np.concatenate([segment.lexical["bigrams"].lengths for segment in self.segments])

    @cached_property
    def living(self) -> int:
        """How many passages can be found."""
        return sum(int(np.count_nonzero(alive)) for alive in self.alive)

    def mask(self, scope: Scope) -> Mask:
        """Return the rows that are alive and inside the scope."""
        masks = [alive & s.columns.mask(scope) for s, alive in zip(self.segments, self.alive, strict=True)]
        return np.concatenate(masks) if masks else np.empty(0, np.bool_)

    def dense_top(self, name: str, query: Vectors, k: int, mask: Mask) -> Rows:
        """Return the rows of the ``k`` best vectors of a dense field among ``mask``; rows may repeat."""
        rows, scores = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for segment, start, stop in zip(self.segments, self.starts, self.starts[1:], strict=False):
            found, similarities = segment.dense[name].top(query, k, mask[start:stop])
            rows.append(found + start)
            scores.append(similarities)
        best = np.argsort(-np.concatenate(scores), kind="stable")[:k]
        return np.concatenate(rows)[best]

    def dense_best(self, name: str, query: Vectors, rows: Rows) -> Scores:
        """Return each row's similarity by its best vector in a dense field, -1 where it has none."""
        best = np.empty(len(rows), np.float32)
        owner = np.searchsorted(self.starts, rows, side="right") - 1
        for at in np.unique(owner):
            mine = owner == at
            best[mine] = self.segments[at].dense[name].best(query, rows[mine] - self.starts[at])
        return best

    def mean_vector(self, name: str, rows: Rows) -> Vectors:
        """Return the mean of the first vectors of rows in a dense field; zeros where there is no row."""
        places = [self._place(int(row)) for row in rows]
        fields = [(self.segments[at].dense[name], local) for at, local in places]
        vectors = [field.vectors[field.offsets[local]].astype(np.float32) for field, local in fields]
        return np.mean(vectors, axis=0) if vectors else np.zeros(0, np.float32)

    def nearest(self, name: str, query: Vectors, row: int) -> int:
        """Return which of a row's vectors in a dense field, counted from 0, is the nearest."""
        at, local = self._place(row)
        field = self.segments[at].dense[name]
        return int(np.argmax(field.vectors[field.offsets[local] : field.offsets[local + 1]] @ query))

    def vectors_of(self, name: str, row: int) -> Vectors:
        """Return a row's own vectors in a dense field, shape ``(n, dimension)``."""
        at, local = self._place(row)
        field = self.segments[at].dense[name]
        return field.vectors[field.offsets[local] : field.offsets[local + 1]].astype(np.float32)

    def living_rows(self) -> Rows:
        """Return the rows alive, in order."""
        return np.flatnonzero(np.concatenate(self.alive)) if self.alive else np.empty(0, np.int64)

    def region_ranks(self, rows: Rows, ladder: Sequence[str]) -> Rows:
        """Return the place of each row's region on the ladder, 0 the most specific; its length where not on it."""
        keys = np.concatenate([segment.columns.regions for segment in self.segments])[rows]
        same = keys[:, None] == term_keys(ladder)[None, :]
        return np.where(same.any(axis=1), same.argmax(axis=1), len(ladder))

    def passage(self, row: int) -> Passage:
        """Decode the passage of a row."""
        at, local = self._place(row)
        return self.segments[at].records[local]

    def rows_of(self, entry_id: str) -> range:
        """Return the rows alive of an entry."""
        for segment, alive, first in zip(self.segments, self.alive, self.starts.tolist(), strict=False):
            start, stop = segment.entries.get(entry_id, (0, 0))
            if stop > start and alive[start]:
                return range(first + start, first + stop)
        return range(0)

    def _place(self, row: int) -> tuple[int, int]:
        at = int(np.searchsorted(self.starts, row, side="right")) - 1
        return at, row - int(self.starts[at])

    def _field(self, name: str) -> LexicalField:
        parts = [segment.lexical[name] for segment in self.segments]
        terms = sum(int(p.lengths[alive].sum(dtype=np.int64)) for p, alive in zip(parts, self.alive, strict=True))
        return LexicalField(parts, self.alive, FieldStatistics(self.living, terms))
