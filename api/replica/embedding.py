"""Vectors for passages about to be published, for a process that holds no index of its own."""

import asyncio
from collections.abc import Callable, Sequence

from api.records.embeddings import SqlEmbeddingStore
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.passages import embed_passages
from knowledge.index.texts import texts_of
from knowledge.model.passage import Passage


class PassageEmbedder:
    """Embeds what is new into the store. The model is loaded when the first text needs it."""

    def __init__(self, load: Callable[[], Encoder], store: SqlEmbeddingStore) -> None:
        self._load = load
        self._store = store
        self._encoder: Encoder | None = None

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed passages before they are published."""
        if self._encoder is None:
            self._encoder = await asyncio.to_thread(self._load)
        await embed_passages(self._encoder, self._store, texts_of(passages).all())

    async def catch_up(self) -> None:
        """Do nothing: the processes that hold an index follow the change log by themselves."""
