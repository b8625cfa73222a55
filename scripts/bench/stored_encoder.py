"""An encoder that remembers passages on disk, so that a corpus is embedded once however often it is measured."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from api.db.engine import Database
from api.db.migrate import create
from api.records.embeddings import SqlEmbeddingStore
from knowledge.embedding.encoder import Encoder, Progress, Vectors
from knowledge.embedding.passages import embed_passages
from knowledge.embedding.store import text_hash
from knowledge.errors import Conflict

T = TypeVar("T")


class StoredEncoder:
    """Passes questions to the model, and passages through the embedding store of a database file."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self.model = encoder
        self.name, self.family, self.dimension = encoder.name, encoder.family, encoder.dimension
        self.path = path
        self._url = f"sqlite+aiosqlite:///{path.resolve()}"
        asyncio.run(create(self._url))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return self.model.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode the passages that are not known yet."""
        return self._run(lambda store: embed_passages(self.model, store, texts, progress))

    def knows(self, texts: Sequence[str]) -> bool:
        """Whether every one of these passages is known."""
        hashes = {text_hash(text) for text in texts}
        return len(self._run(lambda store: store.get_many(self.name, hashes))) == len(hashes)

    def remember(self, texts: Sequence[str], vectors: NDArray[np.float16], model: str) -> None:
        """Take over vectors that were computed elsewhere, one row a text.

        Raises:
            Conflict: they are by another model.
        """
        if model != self.name:
            raise Conflict(f"向量来自 {model}，而不是 {self.name}")
        known = {text_hash(text): vector for text, vector in zip(texts, vectors, strict=True)}
        self._run(lambda store: store.put_many(model, known))

    def _run(self, work: Callable[[SqlEmbeddingStore], Awaitable[T]]) -> T:
        async def opened() -> T:
            database = Database(self._url)
            try:
                return await work(SqlEmbeddingStore(database))
            finally:
                await database.close()

        return asyncio.run(opened())
