"""Vectors that are known already: no text is embedded twice by the same model."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Vectors

HASH_LENGTH = 32


def text_hash(text: str) -> str:
    """Return the key of a text: the first 32 hex digits of SHA-256 over its NFC form, so equal spellings meet."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:HASH_LENGTH]


class EmbeddingStore(Protocol):
    """Keeps vectors by model name and text hash, at float16 precision or better."""

    async def get_many(self, model: str, hashes: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors known, by hash; any number may be asked for, unknown ones are left out."""

    async def put_many(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors of shape ``(dimension,)`` durably; a hash known already may be kept again."""


class InMemoryEmbeddingStore:
    """A store that forgets when the process ends."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], NDArray[np.float16]] = {}

    async def get_many(self, model: str, hashes: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors known, by hash."""
        found = {key: self._vectors.get((model, key)) for key in hashes}
        return {key: vector.astype(np.float32) for key, vector in found.items() if vector is not None}

    async def put_many(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors."""
        self._vectors |= {(model, key): vector.astype(np.float16) for key, vector in vectors.items()}
