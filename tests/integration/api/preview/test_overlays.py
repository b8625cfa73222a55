"""Overlays: made once for the same draft over the same knowledge, and only what is new is embedded."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tiny_library import GUIDE, LAW, QUESTION, publish, publish_library

from api.db.engine import Database
from api.preview.embeddings import DraftEmbeddings
from api.preview.overlay import Overlay, Overlays
from api.preview.passages import Draft, DraftCutter
from api.records.embeddings import SqlEmbeddingStore
from api.records.publishing import Publisher
from api.records.tables import EmbeddingRow
from api.replica.live import LiveReplica
from api.replica.replica import build_replica
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.embedding.encoder import Progress, Vectors
from knowledge.embedding.hashed import HashedEncoder
from knowledge.model.document import Clause

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


class CountingEncoder(HashedEncoder):
    """Remembers what it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        return super().encode_passages(texts, progress)


class Bench:
    """A replica over the tiny library and the overlays over it."""

    def __init__(self, database: Database, replica: LiveReplica, encoder: CountingEncoder) -> None:
        self.database, self.replica, self.encoder = database, replica, encoder
        store = DraftEmbeddings(SqlEmbeddingStore(database))
        self.overlays = Overlays(replica.in_service, DraftCutter(database, utc_now), store)

    async def of(self, draft: Draft) -> Overlay:
        self.encoder.encoded.clear()
        return await self.overlays.of(draft)


async def a_bench(database: Database, folder: Path) -> Bench:
    await publish_library(database)
    encoder = CountingEncoder()
    settings = Settings(_env_file=None, data_dir=folder)
    return Bench(database, LiveReplica(await build_replica(settings, database, encoder)), encoder)


async def test_only_what_is_new_is_embedded_and_nothing_is_kept_of_it(database: Database, tmp_path: Path) -> None:
    bench = await a_bench(database, tmp_path)
    long = replace(LAW, clauses=(*LAW.clauses, *(Clause(f"第{n}条", f"第{n}款写明收费标准。") for n in range(10, 60))))
    kept = await stored(database)
    await bench.of(Draft(long, "law"))
    assert len(bench.encoder.encoded) == 50
    await bench.of(Draft(replace(long, clauses=(*long.clauses, Clause("附则", "本办法试行。"))), "law"))
    assert len(bench.encoder.encoded) == 1
    assert await stored(database) == kept > 0


async def stored(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(EmbeddingRow)) or 0


async def test_the_same_draft_is_laid_over_once_until_something_changes(database: Database, tmp_path: Path) -> None:
    bench = await a_bench(database, tmp_path)
    draft = Draft(replace(GUIDE, title="草稿"), "guide")
    first = await bench.of(draft)
    assert await bench.of(Draft(replace(GUIDE, title="草稿"), "guide")) is first
    assert await bench.of(Draft(replace(GUIDE, title="草稿二"), "guide")) is not first
    assert await bench.of(Draft(replace(GUIDE, title="草稿"))) is not first
    await publish(database, "law", replace(LAW, source_url="https://example.test/9"))
    await bench.replica.catch_up()
    assert await bench.of(draft) is not first


async def test_what_the_draft_replaces_is_gone_from_the_overlay_alone(database: Database, tmp_path: Path) -> None:
    bench = await a_bench(database, tmp_path)
    only = replace(GUIDE, questions=(GUIDE.questions[1],))
    overlay = await bench.of(Draft(only, "guide"))
    assert {q for p in overlay.index.passages_of("guide") for q in p.questions} == {GUIDE.questions[1].question}
    assert QUESTION in {q for p in bench.replica.passages_of("guide") for q in p.questions}
    assert len(overlay.index) == bench.replica.passages - 1


async def test_a_draft_that_explains_what_was_withdrawn_has_no_passages(database: Database, tmp_path: Path) -> None:
    bench = await a_bench(database, tmp_path)
    async with database.write() as session:
        await Publisher(session, utc_now).withdraw("law")
    await bench.replica.catch_up()
    overlay = await bench.of(Draft(GUIDE, "guide"))
    assert (overlay.passages.withdrawn, overlay.passages.own, overlay.own) == (True, (), None)


async def test_a_renamed_draft_document_leaves_its_interpretations_without_it(
    database: Database, tmp_path: Path
) -> None:
    bench = await a_bench(database, tmp_path)
    overlay = await bench.of(Draft(replace(LAW, title="改了名的办法"), "law"))
    assert {p.title for p in overlay.index.passages_of("law")} == {"改了名的办法"}
    assert {s.document_number for p in overlay.index.passages_of("guide") for s in p.sources} == {""}
