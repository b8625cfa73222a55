import pytest

from knowledge.embedding.store import InMemoryEmbeddingStore, text_hash
from tests.unit.knowledge.embedding.store_conformance import EmbeddingStoreConformance


class TestInMemoryEmbeddingStore(EmbeddingStoreConformance):
    @pytest.fixture
    def embedding_store(self) -> InMemoryEmbeddingStore:
        return InMemoryEmbeddingStore()


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        pytest.param("é", "e\u0301", True, id="composed and decomposed"),
        pytest.param("１２３４５", "12345", False, id="full width is another text"),
        pytest.param("第四条", "第五条", False, id="different texts"),
    ],
)
def test_text_hash(one: str, other: str, *, equal: bool) -> None:
    assert (text_hash(one) == text_hash(other)) is equal


def test_text_hash_is_the_published_one() -> None:
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223"
