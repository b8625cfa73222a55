from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.embedding.encoder import Progress, Vectors
from knowledge.embedding.hashed import HashedEncoder
from knowledge.embedding.passages import TEXTS_A_WRITE, embed_passages
from knowledge.embedding.store import InMemoryEmbeddingStore, text_hash

TEXTS = [f"第{number}条" for number in range(2 * TEXTS_A_WRITE + 10)]


class Interrupted(Exception):
    """The process was killed."""


class MortalEncoder(HashedEncoder):
    """Dies at the call after ``lives`` calls, and counts texts."""

    def __init__(self, lives: int) -> None:
        super().__init__()
        self.lives = lives
        self.encoded = 0

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if self.lives == 0:
            raise Interrupted
        self.lives -= 1
        self.encoded += len(texts)
        return super().encode_passages(texts, progress)


@pytest.mark.asyncio
async def test_rows_are_those_of_the_encoder_in_order() -> None:
    encoder = HashedEncoder()
    vectors = await embed_passages(encoder, InMemoryEmbeddingStore(), TEXTS)
    np.testing.assert_allclose(vectors, encoder.encode_passages(TEXTS), atol=1e-3)


@pytest.mark.asyncio
async def test_rows_are_the_same_from_model_and_store() -> None:
    store = InMemoryEmbeddingStore()
    first = await embed_passages(HashedEncoder(), store, TEXTS)
    again = await embed_passages(MortalEncoder(lives=0), store, TEXTS)
    np.testing.assert_array_equal(first, again)


@pytest.mark.asyncio
async def test_a_killed_run_goes_on_where_it_stopped() -> None:
    store = InMemoryEmbeddingStore()
    with pytest.raises(Interrupted):
        await embed_passages(MortalEncoder(lives=2), store, TEXTS)
    second = MortalEncoder(lives=9)
    await embed_passages(second, store, TEXTS)
    assert second.encoded == len(TEXTS) - 2 * TEXTS_A_WRITE


@pytest.mark.asyncio
async def test_duplicates_are_encoded_once() -> None:
    encoder = MortalEncoder(lives=1)
    vectors = await embed_passages(encoder, InMemoryEmbeddingStore(), ["甲", "乙", "甲"])
    assert encoder.encoded == 2
    np.testing.assert_array_equal(vectors[0], vectors[2])


@pytest.mark.asyncio
async def test_progress_counts_what_was_known() -> None:
    store, seen = InMemoryEmbeddingStore(), list[tuple[int, int]]()
    await embed_passages(HashedEncoder(), store, TEXTS[:10])
    await embed_passages(HashedEncoder(), store, TEXTS, lambda done, total: seen.append((done, total)))
    assert (
        seen
        == [(10 + TEXTS_A_WRITE, len(TEXTS)), (10 + 2 * TEXTS_A_WRITE, len(TEXTS)), (len(TEXTS), len(TEXTS))][
            : len(seen)
        ]
    )
    assert seen[-1] == (len(TEXTS), len(TEXTS))


@pytest.mark.asyncio
async def test_no_texts() -> None:
    encoder = HashedEncoder()
    assert (await embed_passages(encoder, InMemoryEmbeddingStore(), [])).shape == (0, encoder.dimension)


@pytest.mark.asyncio
async def test_another_model_starts_afresh() -> None:
    store = InMemoryEmbeddingStore()
    await embed_passages(HashedEncoder(dimension=8), store, ["甲"])
    vectors = await embed_passages(HashedEncoder(dimension=16), store, ["甲"])
    assert vectors.shape == (1, 16)
    assert text_hash("甲") in await store.get_many("hashed-8/float32", [text_hash("甲")])
