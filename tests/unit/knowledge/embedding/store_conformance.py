"""What every store of vectors keeps; adapters' tests inherit the class and give the ``embedding_store`` fixture."""

import numpy as np
import pytest

from knowledge.embedding.store import EmbeddingStore, text_hash

FLOAT16_ROUNDING = 1e-3


def vector(seed: int) -> np.typing.NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=8).astype(np.float32)
    return values / np.linalg.norm(values)


class EmbeddingStoreConformance:
    @pytest.mark.asyncio
    async def test_returns_what_was_put(self, embedding_store: EmbeddingStore) -> None:
        vectors = {text_hash(str(seed)): vector(seed) for seed in range(3)}
        await embedding_store.put_many("m", vectors)
        found = await embedding_store.get_many("m", vectors.keys())
        assert found.keys() == vectors.keys()
        for key, kept in found.items():
            assert kept.dtype == np.float32
            np.testing.assert_allclose(kept, vectors[key], atol=FLOAT16_ROUNDING)

    @pytest.mark.asyncio
    async def test_leaves_unknown_hashes_out(self, embedding_store: EmbeddingStore) -> None:
        await embedding_store.put_many("m", {text_hash("known"): vector(0)})
        found = await embedding_store.get_many("m", [text_hash("known"), text_hash("unknown")])
        assert found.keys() == {text_hash("known")}

    @pytest.mark.asyncio
    async def test_models_do_not_share_vectors(self, embedding_store: EmbeddingStore) -> None:
        await embedding_store.put_many("m", {text_hash("a"): vector(0)})
        assert await embedding_store.get_many("another", [text_hash("a")]) == {}

    @pytest.mark.asyncio
    async def test_the_same_hash_may_be_put_again(self, embedding_store: EmbeddingStore) -> None:
        for _ in range(2):
            await embedding_store.put_many("m", {text_hash("a"): vector(0)})
        assert len(await embedding_store.get_many("m", [text_hash("a")])) == 1

    @pytest.mark.asyncio
    async def test_nothing_asked_nothing_found(self, embedding_store: EmbeddingStore) -> None:
        await embedding_store.put_many("m", {})
        assert await embedding_store.get_many("m", []) == {}

    @pytest.mark.asyncio
    async def test_answers_for_tens_of_thousands_of_hashes(self, embedding_store: EmbeddingStore) -> None:
        vectors = {text_hash(str(number)): vector(0) for number in range(1500)}
        await embedding_store.put_many("m", vectors)
        unknown = {text_hash(f"unknown {number}") for number in range(40_000)}
        assert (await embedding_store.get_many("m", vectors.keys() | unknown)).keys() == vectors.keys()
