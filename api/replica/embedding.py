"""Vectors for the texts of passages, through the store in the database."""

import asyncio
from collections.abc import Callable, Sequence

from api.db.engine import Database
from api.records.embeddings import SqlEmbeddingStore
from knowledge.embedding.encoder import Encoder, Progress
from knowledge.embedding.passages import embed_passages
from knowledge.index.changes import PassageVectors
from knowledge.index.texts import texts_of
from knowledge.model.passage import Passage


class PassageEmbedder:
    """Embeds what is new. The model is loaded when the first text needs it."""

    def __init__(self, load: Callable[[], Encoder], database: Database) -> None:
        self._load = load
        self._store = SqlEmbeddingStore(database)
        self._encoder: Encoder | None = None
        self._loading = asyncio.Lock()

    @classmethod
    def over(cls, encoder: Encoder, database: Database) -> "PassageEmbedder":
        """Return an embedder over a model that is loaded already."""
        return cls(lambda: encoder, database)

    async def vectors(self, passages: Sequence[Passage], progress: Progress | None = None) -> PassageVectors:
        """Return the vectors of passages, those known from the store."""
        texts = texts_of(passages)
        every = await embed_passages(await self._ready(), self._store, texts.all(), progress)
        return PassageVectors.split(every, texts)

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed passages before they are published, so that publishing itself is quick."""
        await self.vectors(passages)

    async def catch_up(self) -> None:
        """Do nothing: another process holds the index, and follows the change log by itself."""

    async def _ready(self) -> Encoder:
        async with self._loading:
            if self._encoder is None:
                self._encoder = await asyncio.to_thread(self._load)
        return self._encoder
