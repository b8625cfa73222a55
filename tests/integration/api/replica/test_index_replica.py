"""This process's index follows the records, whatever happens to either."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
import pytest_asyncio
from sqlalchemy import text
from tiny_library import GUIDE, LAW, QUESTION, publish, publish_library

from api.db.engine import Database
from api.records.entry import EntryState
from api.records.publishing import Publisher
from api.records.tables import EntryRow
from api.replica.live import LiveReplica
from api.replica.replica import IndexReplica, build_replica, snapshot_folder
from api.replica.verification import compare
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.embedding.hashed import HashedEncoder
from knowledge.model.scope import Scope

SCOPE = Scope(on=date(2026, 6, 1))
NEWER = replace(LAW, title="示例市阅读办法", document_number="示政办〔2026〕1号")
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)


@pytest_asyncio.fixture
async def replica(database: Database, settings: Settings) -> AsyncIterator[IndexReplica]:
    """A replica of the tiny library, on SQLite and on PostgreSQL."""
    await publish_library(database)
    return await build_replica(settings, database, HashedEncoder())


async def withdraw(database: Database, entry_id: str) -> None:
    async with database.write() as session:
        await Publisher(session, utc_now).withdraw(entry_id)


def found(replica: IndexReplica, text: str = QUESTION) -> set[str]:
    return {hit.passage.entry_id for hit in replica.search.search(text, SCOPE, k=50).hits}


async def test_a_new_replica_has_everything_that_is_published(replica: IndexReplica, database: Database) -> None:
    assert replica.caught_up
    assert found(replica) == {"law", "guide", "disclosure", "county"}
    assert await replica.status() == {
        "passages": 6, "sequence": replica.sequence, "newest_sequence": replica.sequence, "lag": 0,
        "fingerprint": replica.fingerprint,
    }  # fmt: skip
    assert (await compare(replica, database))["identical"]


async def test_the_fingerprint_names_model_index_and_wording(replica: IndexReplica) -> None:
    encoder, analyzer, wording = replica.fingerprint.split("|")
    assert (encoder, wording) == (replica.encoder.name, replica.search.wording)
    assert analyzer == replica.index.analyzer.name


async def test_what_is_published_is_found_within_a_second(replica: IndexReplica, database: Database) -> None:
    await publish(database, "newer", NEWER)
    started = perf_counter()
    await replica.catch_up()
    assert "newer" in found(replica, "示例市阅读办法")
    assert perf_counter() - started < 1


async def test_a_new_revision_replaces_the_old_one(replica: IndexReplica, database: Database) -> None:
    changed = replace(GUIDE, questions=(replace(GUIDE.questions[0], conclusion="改为网上办理。"),))
    await publish(database, "guide", changed)
    await replica.catch_up()
    assert [passage.spoken for passage in replica.search.passages_of("guide")] == ["改为网上办理。"]
    assert (await compare(replica, database))["identical"]


async def test_what_is_withdrawn_is_gone_with_what_explains_it(replica: IndexReplica, database: Database) -> None:
    await withdraw(database, "law")
    await replica.catch_up()
    assert found(replica) == {"county"}
    assert (await compare(replica, database))["identical"]


async def test_a_successor_is_named(replica: IndexReplica, database: Database) -> None:
    await publish(database, "newer", NEWER)
    async with database.write() as session:
        await Publisher(session, utc_now).supersede("law", "newer")
    await replica.catch_up()
    assert {passage.successor for passage in replica.search.passages_of("law")} == {
        "《示例市阅读办法》（示政办〔2026〕1号）"
    }
    for entry in ("law", "guide"):  # what explains the old document names what replaced that
        (chain,) = {passage.successors for passage in replica.search.passages_of(entry)}
        assert [(link.entry_id, link.validity) for link in chain] == [("newer", NEWER.validity)]
    assert (await compare(replica, database))["identical"]


async def test_catching_up_with_nothing_new_does_nothing(replica: IndexReplica) -> None:
    before = (replica.sequence, replica.index.generation)
    await replica.catch_up()
    assert (replica.sequence, replica.index.generation) == before


async def test_a_restart_begins_from_the_snapshot(
    replica: IndexReplica, database: Database, settings: Settings
) -> None:
    await publish(database, "newer", NEWER)
    again = await build_replica(settings, database, HashedEncoder())
    assert again.sequence > replica.sequence
    assert found(again) == {"law", "guide", "disclosure", "county", "newer"}
    assert (await compare(again, database))["identical"]


async def test_a_snapshot_of_another_model_is_left_alone(database: Database, settings: Settings) -> None:
    await publish_library(database)
    for dimension in (256, 64):
        made = await build_replica(settings, database, HashedEncoder(dimension))
        assert found(made)
    assert snapshot_folder(settings, HashedEncoder(64)) != snapshot_folder(settings, HashedEncoder())


@pytest.mark.parametrize("damage", ["cut short", "no manifest", "garbage"])
async def test_a_damaged_snapshot_is_passed_over(
    replica: IndexReplica, database: Database, settings: Settings, damage: str
) -> None:
    (folder,) = snapshot_folder(settings, HashedEncoder()).iterdir()
    for file in folder.iterdir():
        if damage == "no manifest" and file.suffix == ".npy":
            continue
        file.unlink() if damage == "no manifest" else file.write_bytes(b"" if damage == "cut short" else b"garbage")
    again = await build_replica(settings, database, HashedEncoder())
    assert found(again) == found(replica)
    assert (await compare(again, database))["identical"]


async def test_a_snapshot_ahead_of_a_restored_database_is_not_used(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    if database.is_postgres:
        pytest.skip("a SQLite backup")
    await publish(database, "law", LAW)
    await database.close()
    backup = shutil.copy(tmp_path / "yihaoda.db", tmp_path / "backup.db")
    await publish_library(database)
    ahead = await build_replica(settings, database, HashedEncoder())
    restored = Database(f"sqlite:///{backup}")
    replica = await build_replica(settings, restored, HashedEncoder())
    assert replica.sequence < ahead.sequence
    assert found(replica) == {"law"}
    assert (await compare(replica, restored))["identical"]
    await restored.close()


async def restore_and_go_on(database: Database, kept: int) -> None:
    """Do what another tool's restore of an old backup does to the log, and publish on until it is longer than before."""
    async with database.write() as session:
        await session.execute(text("DELETE FROM change_log WHERE sequence > :kept"), {"kept": kept})
        for entry in ("county", "disclosure"):
            row = await session.get_one(EntryRow, entry)
            row.state, row.published_revision = EntryState.DRAFT, None
        if database.is_postgres:
            await session.execute(text("SELECT setval('change_log_sequence_seq', :kept)"), {"kept": kept})
        else:
            await session.execute(
                text("UPDATE sqlite_sequence SET seq = :kept WHERE name = 'change_log'"), {"kept": kept}
            )
    for number in range(4):
        await publish(database, "newer", replace(NEWER, source_url=f"https://example.test/{number}"))


async def test_a_snapshot_of_a_log_that_was_restored_and_went_on_is_not_used(
    replica: IndexReplica, database: Database, settings: Settings
) -> None:
    before = replica.sequence
    await restore_and_go_on(database, kept=2)
    again = await build_replica(settings, database, HashedEncoder())
    assert again.sequence > before, "by its length alone the log looks like the one of the snapshot"
    assert found(again) == {"law", "guide", "newer"}
    assert (await compare(again, database))["identical"]
    (folder,) = snapshot_folder(settings, HashedEncoder()).iterdir()
    assert int(folder.name) == again.sequence, "snapshots of the other log are gone"


async def test_a_log_that_is_replaced_under_a_running_replica(replica: IndexReplica, database: Database) -> None:
    generation = replica.index.generation
    await restore_and_go_on(database, kept=2)
    await replica.catch_up()
    assert found(replica) == {"law", "guide", "newer"}
    assert replica.index.generation > generation
    assert (await compare(replica, database))["identical"]


async def test_a_log_that_is_shorter_than_what_was_applied(replica: IndexReplica, database: Database) -> None:
    async with database.write() as session:
        await session.execute(text("DELETE FROM change_log"))
    await replica.catch_up()
    assert (replica.sequence, found(replica)) == (0, set())


async def test_equal_replicas_have_equal_digests(replica: IndexReplica, database: Database, tmp_path: Path) -> None:
    await publish(database, "newer", NEWER)
    await replica.catch_up()
    other = await build_replica(Settings(_env_file=None, data_dir=tmp_path / "other"), database, HashedEncoder())
    assert await replica.digest() == await other.digest()
    await withdraw(database, "county")
    await replica.catch_up()
    assert (await replica.digest())["digest"] != (await other.digest())["digest"]


async def test_two_replicas_converge(replica: IndexReplica, database: Database, tmp_path: Path) -> None:
    other = await build_replica(Settings(_env_file=None, data_dir=tmp_path / "other"), database, HashedEncoder())
    await publish(database, "newer", NEWER)
    await withdraw(database, "county")
    await asyncio.gather(replica.catch_up(), other.catch_up(), replica.catch_up())
    assert found(replica) == found(other) == {"law", "guide", "disclosure", "newer"}
    assert replica.sequence == other.sequence
    scores = [
        [(hit.passage.id, round(hit.score, 4)) for hit in one.search.search(QUESTION, SCOPE).hits]
        for one in (replica, other)
    ]
    assert scores[0] == scores[1]


async def test_comparing_names_what_differs(replica: IndexReplica, database: Database) -> None:
    await publish(database, "newer", NEWER)
    await withdraw(database, "county")
    report = await compare(replica, database)
    assert not report["identical"]
    assert set(report["missing"]) == {"newer@1#0", "newer@1#1"}
    assert report["surplus"] == ["county@1#0"]


async def test_the_live_replica_follows_and_survives_a_database_that_is_away(
    replica: IndexReplica, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([OSError("away")])
    catch_up = IndexReplica.catch_up

    async def sometimes(self: IndexReplica) -> None:
        for failure in failures:
            raise failure
        await catch_up(self)

    monkeypatch.setattr(IndexReplica, "catch_up", sometimes)
    monkeypatch.setattr("api.replica.live._PAUSE_AFTER_ERROR_SECONDS", 0.01)
    live = LiveReplica(replica)
    following = asyncio.create_task(live.follow())
    await publish(database, "newer", NEWER)
    async with asyncio.timeout(5):
        while "newer" not in found(replica):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert not following.done()
    live.stop()
    await asyncio.wait_for(following, 5)
