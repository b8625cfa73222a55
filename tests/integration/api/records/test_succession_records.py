"""Chains of what replaced what."""

from dataclasses import replace
from datetime import date

import pytest
import pytest_asyncio

from api.db.engine import Database
from api.records.change_log import changes_after, last_sequence
from api.records.codec import Content
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.records.succession import predecessors, successors
from api.records.tables import EntryRow
from api.replica.passages import published_passages
from knowledge.errors import Conflict
from knowledge.model.document import Clause
from knowledge.model.validity import Status, Validity
from tests.contents import DOCUMENT, INTERPRETATION, clock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

ENDED = Validity(date(2020, 1, 1), repealed_on=date(2023, 1, 1))
CHAIN: dict[str, Content] = {
    "a": replace(DOCUMENT, validity=ENDED, clauses=(Clause("第一条", "旧的规定。"),)),
    "b": replace(DOCUMENT, title="乙办法", document_number="", validity=Validity(date(2023, 1, 1), date(2024, 12, 31))),
    "c": replace(DOCUMENT, title="丙办法", document_number="测政〔2025〕1号", validity=Validity(date(2025, 1, 1))),
}
GUIDE = replace(INTERPRETATION, documents=(DOCUMENT.title,), validity=Validity())


@pytest_asyncio.fixture
async def chain(database: Database) -> Database:
    """a → b → c, published, and an interpretation of a."""
    async with database.write() as session:
        records, publisher = RecordRepository(session, clock), Publisher(session, clock)
        for entry_id, content in {**CHAIN, "guide": GUIDE}.items():
            await records.add_revision(entry_id, content, author="甲", reason="测试")
            await publisher.publish(entry_id)
        await publisher.supersede("a", "b")
        await publisher.supersede("b", "c")
    return database


async def names_after(database: Database, entry_id: str) -> list[str]:
    async with database.read() as session:
        entry = await RecordRepository(session, clock).entry(entry_id)
        return [successor.name for successor in await successors(session, entry)]


async def logged_after(database: Database, sequence: int) -> list[str]:
    async with database.read() as session:
        return [line.entry_id for line in await changes_after(session, sequence)]


async def test_the_chain_is_named_link_after_link_with_its_days(chain: Database) -> None:
    async with chain.read() as session:
        published = await RecordRepository(session, clock).published("a")
    assert published is not None
    assert [(link.entry_id, link.validity) for link in published.successors] == [
        ("b", CHAIN["b"].validity),
        ("c", CHAIN["c"].validity),
    ]
    assert published.successor == "《乙办法》"
    assert published.successors[1].name == "《丙办法》（测政〔2025〕1号）"


async def test_a_link_that_was_taken_back_is_passed_over(chain: Database) -> None:
    async with chain.write() as session:
        await Publisher(session, clock).withdraw("b")
    assert await names_after(chain, "a") == ["《丙办法》（测政〔2025〕1号）"]


async def test_a_circle_is_refused(chain: Database) -> None:
    with pytest.raises(Conflict, match="绕回"):
        async with chain.write() as session:
            await Publisher(session, clock).supersede("c", "a")


async def test_a_circle_that_is_there_ends(chain: Database) -> None:
    async with chain.write() as session:
        (await session.get_one(EntryRow, "c")).successor_id = "a"
    assert await names_after(chain, "a") == ["《乙办法》", "《丙办法》（测政〔2025〕1号）"]
    async with chain.read() as session:
        assert [row.id for row in await predecessors(session, "a")] == ["c", "b"]


@pytest.mark.parametrize("action", ["publish", "withdraw"])
async def test_a_change_at_the_end_is_told_to_all_that_leads_there(chain: Database, action: str) -> None:
    async with chain.read() as session:
        before = await last_sequence(session)
    async with chain.write() as session:
        last = await getattr(Publisher(session, clock), action)("c")
    assert await logged_after(chain, before) == ["c", "b", "a", "guide"]
    async with chain.read() as session:
        assert await last_sequence(session) == last


async def test_an_interpretation_ends_with_its_document_and_names_what_replaced_that(chain: Database) -> None:
    async with chain.read() as session:
        passages = (await published_passages(session, ["guide"]))["guide"]
    assert passages
    for passage in passages:
        assert passage.validity.status(date(2022, 12, 31)) is Status.IN_FORCE
        assert passage.validity.status(date(2023, 1, 1)) is Status.REPEALED
        assert [link.entry_id for link in passage.successors] == ["b", "c"]
        assert passage.successor == "《乙办法》"


async def test_who_has_no_successor_has_an_empty_chain(chain: Database) -> None:
    assert await names_after(chain, "c") == []
