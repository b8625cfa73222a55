"""Another embedding model by setting: the old index answers until the new one is ready."""

import asyncio
import threading
from datetime import date
from pathlib import Path

import pytest
from tiny_library import QUESTION, publish_library

from api.db.engine import Database
from api.replica.live import LiveReplica, build_live_replica
from api.settings import Settings
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import Unavailable
from knowledge.model.scope import Scope

SCOPE = Scope(on=date(2026, 6, 1))
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


def hashed(settings: Settings) -> Encoder:
    """Load the “model” whose name is its width."""
    if not settings.embedding_model.isdecimal():
        raise Unavailable(f"没有模型 {settings.embedding_model}")
    return HashedEncoder(int(settings.embedding_model))


def settings_for(folder: Path, model: str) -> Settings:
    return Settings(_env_file=None, data_dir=folder, embedding_model=model)


async def serving(database: Database, settings: Settings) -> tuple[LiveReplica, bool]:
    return await build_live_replica(settings, database, hashed)


async def test_the_old_model_serves_while_the_new_one_embeds(database: Database, tmp_path: Path) -> None:
    await publish_library(database)
    first, outdated = await serving(database, settings_for(tmp_path, "256"))
    assert not outdated
    await first.save()

    changed = settings_for(tmp_path, "512")
    live, outdated = await serving(database, changed)
    assert outdated
    assert live.encoder.dimension == 256

    loading = threading.Event()

    def slow(settings: Settings) -> Encoder:
        loading.wait(10)
        return hashed(settings)

    moving = asyncio.create_task(live.move(changed, database, slow))
    await asyncio.sleep(0.05)
    before = [hit.passage.id for hit in live.search(QUESTION, SCOPE).hits]
    assert before
    assert live.encoder.dimension == 256

    loading.set()
    await moving
    assert live.encoder.dimension == 512
    assert {hit.passage.id for hit in live.search(QUESTION, SCOPE).hits} == set(before)
    again, outdated = await serving(database, changed)
    assert (again.encoder.dimension, outdated) == (512, False)


async def test_a_new_model_that_cannot_be_loaded_leaves_the_old_one_in_service(
    database: Database, tmp_path: Path
) -> None:
    await publish_library(database)
    await serving(database, settings_for(tmp_path, "256"))
    broken = settings_for(tmp_path, "missing")
    live, outdated = await serving(database, broken)
    assert outdated

    await live.move(broken, database, hashed)
    assert live.encoder.dimension == 256
    assert live.search(QUESTION, SCOPE).hits


async def test_when_the_old_model_is_gone_the_new_one_starts_at_once(database: Database, tmp_path: Path) -> None:
    await publish_library(database)
    await serving(database, settings_for(tmp_path, "256"))
    (tmp_path / "index" / "active.json").write_text('{"model": "deleted"}', "utf-8")
    live, outdated = await serving(database, settings_for(tmp_path, "512"))
    assert (live.encoder.dimension, outdated) == (512, False)
