"""A citation that is opened."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest
import pytest_asyncio
from starlette.testclient import TestClient
from tiny_library import COUNTY_RULE, GUIDE, LAW, publish, publish_library

from api.clauses.repository import CitedDocuments
from api.db.engine import Database
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import utc_now
from knowledge.errors import NotFound
from knowledge.model.validity import Validity

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("entry_id", ["law", "guide"])
def test_the_clause_stands_in_its_document(visitor: TestClient, entry_id: str) -> None:
    body = visitor.get(f"/api/clauses/{entry_id}", params={"clause": "第三条"}).json()
    assert (body["entry_id"], body["title"], body["document_number"]) == (entry_id, LAW.title, LAW.document_number)
    assert (body["issuer"], body["url"]) == (LAW.issuer, LAW.source_url)
    assert (body["status"], body["status_text"]) == ("in_force", "现行有效")
    assert [(row["clause"], row["cited"]) for row in body["clauses"]] == [("第三条", True), ("第四条", False)]


def test_a_document_without_its_text_is_named(visitor: TestClient) -> None:
    body = visitor.get("/api/clauses/county", params={"clause": "第五条"}).json()
    assert (body["title"], body["clauses"]) == (COUNTY_RULE.documents[0], [])


@pytest.mark.parametrize(
    ("entry_id", "parameters"),
    [
        ("nothing", {}),
        ("guide", {"clause": "第九条"}),  # the interpretation does not rest on it
        ("guide", {"clause": "第三条", "title": "另一份文件"}),
        ("guide", {"clause": "\x00"}),
    ],
)
def test_what_is_not_public_is_not_found(visitor: TestClient, entry_id: str, parameters: dict[str, str]) -> None:
    response = visitor.get(f"/api/clauses/{entry_id}", params=parameters)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("entry_id", ["%00", "a" * 65, "条", "..%2f"])
def test_what_is_no_id_is_refused(visitor: TestClient, entry_id: str) -> None:
    assert visitor.get(f"/api/clauses/{entry_id}").status_code in {404, 422}


@pytest_asyncio.fixture
async def library(database: Database) -> AsyncIterator[Database]:
    await publish_library(database)
    yield database


@pytest.mark.asyncio
class TestCitedDocuments:
    async def find(self, database: Database, entry_id: str, clause: str = "", title: str = "") -> object:
        async with database.read() as session:
            return await CitedDocuments(session, utc_now).find(entry_id, clause, title)

    async def test_what_was_repealed_is_shown_as_repealed(self, library: Database) -> None:
        await publish(library, "law", replace(LAW, validity=Validity(repealed_on=date(2025, 6, 1))))
        found = await self.find(library, "guide", "第三条")
        assert found.document.validity.repealed_on == date(2025, 6, 1)  # type: ignore[attr-defined]

    async def test_a_draft_shows_what_is_published(self, library: Database) -> None:
        async with library.write() as session:
            await RecordRepository(session, utc_now).add_revision(
                "law", replace(LAW, issuer="还没有公布"), author="测试", reason="测试"
            )
        assert (await self.find(library, "law")).document.issuer == LAW.issuer  # type: ignore[attr-defined]

    @pytest.mark.parametrize("entry_id", ["law", "guide"])
    async def test_what_was_taken_back_is_gone_with_what_explains_it(self, library: Database, entry_id: str) -> None:
        async with library.write() as session:
            await Publisher(session, utc_now).withdraw("law")
        with pytest.raises(NotFound):
            await self.find(library, entry_id, "第三条")

    async def test_the_title_tells_two_documents_with_one_label_apart(self, library: Database) -> None:
        other = replace(LAW, title="另一份办法", document_number="示政办〔2025〕9号")
        await publish(library, "other", other)
        pair = GUIDE.questions[0]
        both = replace(pair, basis=(*pair.basis, replace(pair.basis[0], title=other.title)))
        await publish(library, "guide", replace(GUIDE, questions=(both,)))
        for title in (LAW.title, other.title):
            found = await self.find(library, "guide", "第三条", title)
            assert found.document.title == title  # type: ignore[attr-defined]
