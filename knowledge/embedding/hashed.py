"""An encoder without a model, for tests: hashed character n-grams."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.embedding.encoder import Progress, Vectors

LONGEST_GRAM = 3


class HashedEncoder:
    """Deterministic vectors from hashed character n-grams of length 1 to 3; texts that share characters are alike."""

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.family = f"hashed-{dimension}"
        self.name = f"{self.family}/float32"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode passages; ``progress`` is called after each."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            vectors[at] = self._encode(text)
            if progress:
                progress(at + 1, len(texts))
        return vectors

    def _encode(self, text: str) -> Vectors:
        counts = np.zeros(self.dimension, np.float32)
        for gram in _grams(text):
            digest = hashlib.blake2b(gram.encode(), digest_size=8).digest()
            counts[int.from_bytes(digest) % self.dimension] += 1
        return counts / np.linalg.norm(counts)


def _grams(text: str) -> Iterator[str]:
    """Yield n-grams; the start and end marks give the empty text one as well."""
    marked = f"\x02{text}\x03"
    for length in range(1, LONGEST_GRAM + 1):
        yield from (marked[at : at + length] for at in range(len(marked) - length + 1))
