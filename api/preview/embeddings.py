"""Vectors of drafts: known ones come from the store, new ones are kept in memory, for most drafts are never published."""

from collections import OrderedDict
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Vectors
from knowledge.embedding.store import EmbeddingStore

REMEMBERED = 20_000  # vectors; some 15 MB with the offline model


class DraftEmbeddings:
    """A store that reads through to another one and writes into memory, where the least used are forgotten."""

    def __init__(self, published: EmbeddingStore, capacity: int = REMEMBERED) -> None:
        self._published = published
        self._capacity = capacity
        self._own: OrderedDict[tuple[str, str], NDArray[np.float16]] = OrderedDict()

    async def get_many(self, model: str, hashes: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors known, by hash."""
        own = {key: self._own[model, key] for key in hashes if (model, key) in self._own}
        for key in own:
            self._own.move_to_end((model, key))
        found = {key: vector.astype(np.float32) for key, vector in own.items()}
        return found | await self._published.get_many(model, [key for key in hashes if key not in own])

    async def put_many(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors until they are the least used of too many."""
        for key, vector in vectors.items():
            self._own[model, key] = vector.astype(np.float16)
            self._own.move_to_end((model, key))
        while len(self._own) > self._capacity:
            self._own.popitem(last=False)
