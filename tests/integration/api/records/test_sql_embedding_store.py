import pytest

from api.db.engine import Database
from api.records.embeddings import SqlEmbeddingStore
from tests.unit.knowledge.embedding.store_conformance import EmbeddingStoreConformance, text_hash, vector

pytestmark = pytest.mark.integration


class TestSqlEmbeddingStore(EmbeddingStoreConformance):
    @pytest.fixture
    def embedding_store(self, database: Database) -> SqlEmbeddingStore:
        return SqlEmbeddingStore(database)

    @pytest.mark.asyncio
    async def test_another_process_finds_it(self, database: Database, database_url: str) -> None:
        await SqlEmbeddingStore(database).put_many("m", {text_hash("a"): vector(0)})
        other = Database(database_url)
        try:
            assert await SqlEmbeddingStore(other).get_many("m", [text_hash("a")])
        finally:
            await other.close()
