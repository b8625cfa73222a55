"""Vectors of one field behind FAISS: exact while that is fast, approximate above a measured size."""

from collections.abc import Sequence
from functools import cached_property

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Vectors
from knowledge.index.bm25 import Scores
from knowledge.index.postings import Mask
from knowledge.index.settings import index_settings

Half = NDArray[np.float16]
Offsets = NDArray[np.int64]


def choose_index(count: int, dimension: int) -> faiss.Index:
    """Return the untrained FAISS index for so many vectors: the one place where exact gives way to approximate.

    Both keep half precision, which is how the embedding store rounds vectors anyway: nothing is lost, and a search,
    bound by memory, takes half the time of 32 bits.
    """
    half, inner = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    if count <= index_settings().dense.exact_up_to:
        return faiss.IndexScalarQuantizer(dimension, half, inner)
    lists = int(4 * np.sqrt(count))
    return faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, lists, half, inner)


class VectorField:
    """The vectors of a segment's rows. Row ``r`` owns vectors ``offsets[r]`` to ``offsets[r + 1]``, maybe none."""

    def __init__(self, vectors: Half, offsets: Offsets) -> None:
        self.vectors = vectors
        self.offsets = offsets

    @classmethod
    def build(cls, vectors: Vectors, counts: NDArray[np.int64]) -> "VectorField":
        """Take vectors in the order of the rows, ``counts[r]`` for row ``r``."""
        return cls(vectors.astype(np.float16), np.concatenate(([0], np.cumsum(counts))).astype(np.int64))

    @classmethod
    def merge(cls, parts: Sequence["VectorField"], keeps: Sequence[Mask]) -> "VectorField":
        """Join parts one after the other, leaving out the rows that ``keeps`` does not name."""
        counts = [np.diff(part.offsets) for part in parts]
        stay = [np.repeat(keep, count) for keep, count in zip(keeps, counts, strict=True)]
        vectors = np.concatenate([part.vectors[rows] for part, rows in zip(parts, stay, strict=True)])
        kept = np.concatenate([count[keep] for keep, count in zip(keeps, counts, strict=True)])
        return cls(vectors, np.concatenate(([0], np.cumsum(kept))).astype(np.int64))

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """The row each vector belongs to."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def _index(self) -> faiss.Index:
        vectors = self.vectors.astype(np.float32)
        index = choose_index(*vectors.shape)
        index.train(vectors)
        index.add(vectors)
        return index

    def prepare(self) -> None:
        """Build the FAISS index and the owners now rather than at the first search."""
        if len(self.vectors):
            _ = self._index, self.owners

    def top(self, query: Vectors, k: int, mask: Mask) -> tuple[NDArray[np.int64], Scores]:
        """Return the rows of the ``k`` best vectors among rows of ``mask``, with their similarities; rows may repeat."""
        if not len(self.vectors) or not mask.any():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        faiss.omp_set_num_threads(1)  # of this thread: searches run side by side already
        similarities, found = self._index.search(query[None, :], k, params=_parameters(self._index, mask, self.owners))
        hit = found[0] >= 0
        return self.owners[found[0][hit]].astype(np.int64), similarities[0][hit]

    def best(self, query: Vectors, rows: NDArray[np.int64]) -> Scores:
        """Return each row's similarity by its best vector, -1 where it has none."""
        starts, counts = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        best = np.full(len(rows), -1, np.float32)
        if not (owning := counts > 0).any():
            return best
        starts, counts = starts[owning], counts[owning]
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        flat = np.arange(counts.sum()) + np.repeat(starts - firsts, counts)
        best[owning] = np.maximum.reduceat(self.vectors[flat].astype(np.float32) @ query, firsts)
        return best


def _parameters(index: faiss.Index, mask: Mask, owners: NDArray[np.int32]) -> faiss.SearchParameters | None:
    """Return the parameters of a search among the vectors whose owner is in ``mask``.

    Selectors go in through the constructors: those keep the Python object, and so its memory, alive.
    """
    selector = None if mask.all() else _selector(mask[owners])
    if isinstance(index, faiss.IndexIVF):
        probes = index_settings().dense.probes
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]  # faiss's stub lacks them
    return faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]  # as above


def _selector(mask: Mask) -> faiss.IDSelectorBitmap:
    bitmap = np.packbits(mask, bitorder="little")
    return faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg,arg-type]  # the wrapper reads the length off the array
