from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
import pytest_asyncio

from api.db.engine import Database
from api.records.change_log import changes_after, last_sequence
from api.records.codec import Content
from api.records.entry import EntryState
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.errors import Conflict, NotFound
from tests.contents import DOCUMENT, INTERPRETATION, clock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


async def add(database: Database, entry_id: str, content: Content) -> None:
    async with database.write() as session:
        await RecordRepository(session, clock).add_revision(entry_id, content, author="甲", reason="测试")


async def change(database: Database, action: Callable[[Publisher], Awaitable[int]]) -> int:
    async with database.write() as session:
        return await action(Publisher(session, clock))


async def log(database: Database, after: int = 0) -> list[tuple[str, int | None]]:
    async with database.read() as session:
        return [(line.entry_id, line.revision) for line in await changes_after(session, after)]


@pytest_asyncio.fixture
async def records(database: Database) -> Database:
    """A document, its interpretation and a successor, all drafts."""
    await add(database, "d", DOCUMENT)
    await add(database, "i", INTERPRETATION)
    await add(database, "new", replace(DOCUMENT, title="新测试补贴办法", document_number="测政〔2026〕1号"))
    return database


class TestPublish:
    async def test_makes_the_latest_revision_public(self, records: Database) -> None:
        sequence = await change(records, lambda p: p.publish("d"))
        async with records.read() as session:
            repository = RecordRepository(session, clock)
            published = await repository.published("d")
            assert published is not None
            assert (published.revision, published.content, published.successor) == (1, DOCUMENT, "")
            assert (await repository.entry("d")).state == EntryState.PUBLISHED
            assert await repository.published_ids() == ["d"]
            assert await last_sequence(session) == sequence
        assert await log(records) == [("d", 1)]

    async def test_a_draft_beside_it_stays_unseen(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await add(records, "d", replace(DOCUMENT, issuer="别的机关"))
        async with records.read() as session:
            published = await RecordRepository(session, clock).published("d")
        assert published is not None
        assert published.content == DOCUMENT

    async def test_an_earlier_revision_can_be_named(self, records: Database) -> None:
        await add(records, "d", replace(DOCUMENT, issuer="别的机关"))
        await change(records, lambda p: p.publish("d"))
        await change(records, lambda p: p.publish("d", 1))
        assert await log(records) == [("d", 2), ("d", 1)]

    @pytest.mark.parametrize(("entry_id", "revision"), [("d", 2), ("d", 0), ("d", -1), ("none", None)])
    async def test_refuses_what_does_not_exist(self, records: Database, entry_id: str, revision: int | None) -> None:
        with pytest.raises(NotFound):
            await change(records, lambda p: p.publish(entry_id, revision))
        assert await log(records) == []


class TestInterpretations:
    async def test_are_logged_again_when_their_document_changes(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        before = await change(records, lambda p: p.publish("i"))
        last = await change(records, lambda p: p.publish("d"))
        assert await log(records, before) == [("d", 1), ("i", 1)]
        assert last == before + 2

    async def test_are_logged_again_when_their_document_takes_another_name(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        before = await change(records, lambda p: p.publish("i"))
        await add(records, "d", replace(DOCUMENT, title="改名后的办法"))
        await change(records, lambda p: p.publish("d"))
        assert await log(records, before) == [("d", 2), ("i", 1)]

    async def test_are_logged_again_when_their_document_is_withdrawn(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        before = await change(records, lambda p: p.publish("i"))
        await change(records, lambda p: p.withdraw("d"))
        assert await log(records, before) == [("d", None), ("i", 1)]

    async def test_drafts_are_not_logged(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await change(records, lambda p: p.withdraw("d"))
        assert await log(records) == [("d", 1), ("d", None)]


class TestWithdraw:
    async def test_takes_an_entry_back(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await change(records, lambda p: p.withdraw("d"))
        async with records.read() as session:
            repository = RecordRepository(session, clock)
            assert await repository.published("d") is None
            assert await repository.is_withdrawn("d")
            assert await repository.published_ids() == []

    async def test_it_can_be_published_again(self, records: Database) -> None:
        for action in (Publisher.publish, Publisher.withdraw, Publisher.publish):
            await change(records, lambda p, action=action: action(p, "d"))
        async with records.read() as session:
            assert await RecordRepository(session, clock).published("d") is not None
        assert await log(records) == [("d", 1), ("d", None), ("d", 1)]

    async def test_an_unknown_successor_changes_nothing(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        with pytest.raises(NotFound):
            await change(records, lambda p: p.withdraw("d", successor_id="none"))
        assert await log(records) == [("d", 1)]

    async def test_a_successor_named_before_stays(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await change(records, lambda p: p.supersede("d", "new"))
        await change(records, lambda p: p.withdraw("d"))
        async with records.read() as session:
            assert (await RecordRepository(session, clock).entry("d")).successor_id == "new"


class TestSupersede:
    async def test_names_the_successor(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await change(records, lambda p: p.supersede("d", "new"))
        async with records.read() as session:
            published = await RecordRepository(session, clock).published("d")
        assert published is not None
        assert published.successor == "《新测试补贴办法》（测政〔2026〕1号）"
        assert await log(records) == [("d", 1), ("d", 1)]

    @pytest.mark.parametrize(
        ("entry_id", "successor_id", "error"),
        [
            pytest.param("i", "new", Conflict, id="a draft would be published by it"),
            pytest.param("d", "d", Conflict, id="itself"),
            pytest.param("d", "none", NotFound, id="unknown"),
        ],
    )
    async def test_refuses(self, records: Database, entry_id: str, successor_id: str, error: type[Exception]) -> None:
        await change(records, lambda p: p.publish("d"))
        with pytest.raises(error):
            await change(records, lambda p: p.supersede(entry_id, successor_id))
        assert await log(records) == [("d", 1)]


class TestAnyWithdrawn:
    async def any_withdrawn(self, database: Database) -> bool:
        async with database.read() as session:
            return await RecordRepository(session, clock).any_withdrawn((DOCUMENT.title, "从未见过的文件"))

    async def test_no_document_is_not_a_withdrawn_one(self, records: Database) -> None:
        assert not await self.any_withdrawn(records)

    async def test_withdrawn(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        assert not await self.any_withdrawn(records)
        await change(records, lambda p: p.withdraw("d"))
        assert await self.any_withdrawn(records)

    async def test_withdrawn_while_a_draft_had_another_name(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await add(records, "d", replace(DOCUMENT, title="改名草稿"))
        await change(records, lambda p: p.withdraw("d"))
        assert await self.any_withdrawn(records)

    async def test_another_document_of_the_same_title_stands_in(self, records: Database) -> None:
        await change(records, lambda p: p.publish("d"))
        await add(records, "revised", replace(DOCUMENT, document_number="测政〔2025〕3号"))
        await change(records, lambda p: p.publish("revised"))
        await change(records, lambda p: p.withdraw("d"))
        assert not await self.any_withdrawn(records)

    async def test_an_interpretation_of_the_same_title_does_not_count(self, records: Database) -> None:
        await add(records, "namesake", replace(INTERPRETATION, title=DOCUMENT.title))
        await change(records, lambda p: p.withdraw("namesake"))
        assert not await self.any_withdrawn(records)


async def test_documents_titled_gives_published_ones_only(records: Database) -> None:
    await change(records, lambda p: p.publish("d"))
    async with records.read() as session:
        found = await RecordRepository(session, clock).documents_titled([DOCUMENT.title, "新测试补贴办法"])
    assert found == {DOCUMENT.title: replace(DOCUMENT, clauses=())}


async def test_an_error_in_the_block_writes_nothing(records: Database) -> None:
    async def publish_and_fail() -> None:
        async with records.write() as session:
            await RecordRepository(session, clock).add_revision("x", DOCUMENT, author="甲", reason="")
            await Publisher(session, clock).publish("x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await publish_and_fail()
    assert await log(records) == []
    async with records.read() as session:
        with pytest.raises(NotFound):
            await RecordRepository(session, clock).entry("x")
