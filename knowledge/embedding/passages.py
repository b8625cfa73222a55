"""Passages to vectors through the store: only unknown texts reach the model."""

import asyncio
from collections.abc import Sequence

import numpy as np

from knowledge.embedding.encoder import Encoder, Progress, Vectors
from knowledge.embedding.store import EmbeddingStore, text_hash

TEXTS_A_WRITE = 256


async def embed_passages(
    encoder: Encoder, store: EmbeddingStore, texts: Sequence[str], progress: Progress | None = None
) -> Vectors:
    """Return one row a text, encoding what the store lacks in a worker thread.

    New vectors are written back every 256 texts, so a run that is killed goes on from there. Rows are rounded to
    float16 whether they come from the model or from the store: an index built twice is the same index.

    Args:
        encoder: The model.
        store: Where vectors are kept.
        texts: The passages, in the order of the rows wanted; duplicates cost nothing.
        progress: Called with the distinct texts done and their number.
    """
    by_hash = {text_hash(text): text for text in texts}
    known = await store.get_many(encoder.name, by_hash.keys())
    missing = sorted(by_hash.keys() - known.keys(), key=lambda key: (len(by_hash[key]), key))
    for start in range(0, len(missing), TEXTS_A_WRITE):
        keys = missing[start : start + TEXTS_A_WRITE]
        fresh = await asyncio.to_thread(encoder.encode_passages, [by_hash[key] for key in keys])
        vectors = dict(zip(keys, fresh.astype(np.float16).astype(np.float32), strict=True))
        await store.put_many(encoder.name, vectors)
        known |= vectors
        if progress:
            progress(len(known), len(by_hash))
    return (
        np.stack([known[text_hash(text)] for text in texts]) if texts else np.empty((0, encoder.dimension), np.float32)
    )
