import pytest

from api.preview.embeddings import DraftEmbeddings
from knowledge.embedding.store import InMemoryEmbeddingStore, text_hash
from tests.unit.knowledge.embedding.store_conformance import EmbeddingStoreConformance, vector


class TestDraftEmbeddings(EmbeddingStoreConformance):
    @pytest.fixture
    def embedding_store(self) -> DraftEmbeddings:
        return DraftEmbeddings(InMemoryEmbeddingStore())


@pytest.mark.asyncio
async def test_reads_what_is_published_and_writes_nothing_there() -> None:
    published = InMemoryEmbeddingStore()
    await published.put_many("m", {text_hash("known"): vector(0)})
    store = DraftEmbeddings(published)
    await store.put_many("m", {text_hash("draft"): vector(1)})
    assert (await store.get_many("m", [text_hash("known"), text_hash("draft")])).keys() == {
        text_hash("known"),
        text_hash("draft"),
    }
    assert (await published.get_many("m", [text_hash("draft")])) == {}


@pytest.mark.asyncio
async def test_the_least_used_are_forgotten() -> None:
    store = DraftEmbeddings(InMemoryEmbeddingStore(), capacity=2)
    await store.put_many("m", {text_hash("a"): vector(0), text_hash("b"): vector(1)})
    await store.get_many("m", [text_hash("a")])
    await store.put_many("m", {text_hash("c"): vector(2)})
    assert (await store.get_many("m", [text_hash(name) for name in "abc"])).keys() == {text_hash("a"), text_hash("c")}
