"""From passages to a change that can be applied: their texts through the embedding store."""

from collections.abc import Sequence

from knowledge.embedding.encoder import Encoder, Progress
from knowledge.embedding.passages import embed_passages
from knowledge.embedding.store import EmbeddingStore
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.texts import texts_of
from knowledge.model.passage import Passage


async def embedded(
    encoder: Encoder,
    store: EmbeddingStore,
    entries: Sequence[tuple[str, tuple[Passage, ...]]],
    progress: Progress | None = None,
) -> tuple[Upsert, ...]:
    """Return one upsert an entry; all their texts are embedded together, those known before not at all."""
    texts = [texts_of(passages) for _, passages in entries]
    flat = [text for some in texts for text in some.all()]
    vectors, done, upserts = await embed_passages(encoder, store, flat, progress), 0, []
    for (entry_id, passages), some in zip(entries, texts, strict=True):
        end = done + len(some.all())
        upserts.append(Upsert(entry_id, passages, PassageVectors.split(vectors[done:end], some)))
        done = end
    return tuple(upserts)
