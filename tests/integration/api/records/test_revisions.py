import asyncio
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.db.engine import Database
from api.records.codec import Content
from api.records.entry import EntryKind, EntryState
from api.records.repository import RecordRepository
from api.records.tables import MAX_LINE
from knowledge.clock import new_id
from knowledge.errors import InvalidInput, NotFound
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.validity import Validity
from tests.contents import DOCUMENT, INTERPRETATION, clock

pytestmark = pytest.mark.integration

# What databases are asked to hold: any text without NUL and without half surrogate pairs.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
titles = texts.filter(bool)
lists = st.lists(texts, max_size=3).map(tuple)
days = st.none() | st.dates(date(1949, 10, 1), date(2100, 1, 1))
validities = st.builds(Validity, days, days, days)
documents = st.builds(
    PolicyDocument,
    title=titles,
    region=st.just("411200"),
    document_number=texts,
    issuer=texts,
    department=texts,
    kind=texts,
    written_on=days,
    published_on=days,
    validity=validities,
    source_url=texts,
    clauses=st.lists(st.builds(Clause, texts, texts, lists, lists), max_size=4).map(tuple),
)
pairs = st.builds(
    QuestionAnswer,
    question=texts,
    aspect=st.sampled_from(Aspect),
    conclusion=texts,
    details=texts,
    basis=st.lists(st.builds(Source, texts, texts, texts, texts), max_size=2).map(tuple),
    similar=lists,
    negative=lists,
)
interpretations = st.builds(
    Interpretation,
    title=titles,
    field_name=texts,
    region=st.just("000000"),
    department=texts,
    documents=lists,
    questions=st.lists(pairs, max_size=3).map(tuple),
    elements=st.dictionaries(texts, texts, max_size=3),
    audience=st.frozensets(st.sampled_from(Audience)),
    keywords=lists,
    validity=validities,
)


async def add(database: Database, entry_id: str, content: Content) -> tuple[int, bool]:
    async with database.write() as session:
        return await RecordRepository(session, clock).add_revision(entry_id, content, author="甲", reason="测试")


async def read(database: Database, entry_id: str, number: int) -> Content:
    async with database.read() as session:
        return await RecordRepository(session, clock).content(entry_id, number)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(contents=st.lists(documents | interpretations, min_size=5, max_size=5))
def test_what_was_stored_is_read_back(database_url: str, contents: list[Content]) -> None:
    async def store_and_read() -> list[Content]:
        database = Database(database_url)
        try:
            stored = [(new_id(), content) for content in contents]
            numbers = [await add(database, entry_id, content) for entry_id, content in stored]
            return [await read(database, entry_id, n) for (entry_id, _), (n, _) in zip(stored, numbers, strict=True)]
        finally:
            await database.close()

    assert asyncio.run(store_and_read()) == contents


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(DOCUMENT, id="document"),
        pytest.param(INTERPRETATION, id="interpretation"),
        pytest.param(replace(DOCUMENT, clauses=(Clause("附件" * 200, "长" * 200_000),)), id="long texts"),
        pytest.param(replace(DOCUMENT, title="\U00020000" * MAX_LINE, department="局" * MAX_LINE), id="longest names"),
        pytest.param(replace(INTERPRETATION, questions=(), elements={}, documents=()), id="nothing in it"),
    ],
)
async def test_content_survives_the_database(database: Database, content: Content) -> None:
    assert await add(database, "e", content) == (1, True)
    assert await read(database, "e", 1) == content


@pytest.mark.asyncio
class TestAddRevision:
    async def test_a_new_entry_is_a_draft(self, database: Database) -> None:
        assert await add(database, "d", DOCUMENT) == (1, True)
        async with database.read() as session:
            records = RecordRepository(session, clock)
            entry = await records.entry("d")
            assert (entry.kind, entry.state, entry.latest_revision) == (EntryKind.DOCUMENT, EntryState.DRAFT, 1)
            assert entry.created_at == clock()
            assert await records.published("d") is None

    async def test_equal_content_makes_no_revision(self, database: Database) -> None:
        await add(database, "d", DOCUMENT)
        assert await add(database, "d", replace(DOCUMENT)) == (1, False)

    async def test_each_change_is_the_next_revision(self, database: Database) -> None:
        await add(database, "d", DOCUMENT)
        changed = replace(DOCUMENT, issuer="别的机关")
        assert await add(database, "d", changed) == (2, True)
        assert await add(database, "d", DOCUMENT) == (3, True)  # back to the first: that is a change too
        assert [await read(database, "d", n) for n in (1, 2, 3)] == [DOCUMENT, changed, DOCUMENT]

    async def test_simultaneous_revisions_get_a_number_each(self, database: Database) -> None:
        contents = [replace(DOCUMENT, issuer=f"机关{n}") for n in range(8)]
        added = await asyncio.gather(*(add(database, "d", content) for content in contents))
        assert sorted(added) == [(n, True) for n in range(1, 9)]

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(replace(DOCUMENT, region="990000"), id="unknown region"),
            pytest.param(replace(DOCUMENT, issuer="\0"), id="NUL"),
            pytest.param(INTERPRETATION, id="the other kind"),
        ],
    )
    async def test_refuses_and_writes_nothing(self, database: Database, content: Content) -> None:
        await add(database, "d", DOCUMENT)
        with pytest.raises(InvalidInput):
            await add(database, "d", content)
        assert (await read(database, "d", 1)) == DOCUMENT
        async with database.read() as session:
            assert (await RecordRepository(session, clock).entry("d")).latest_revision == 1


@pytest.mark.asyncio
class TestFindDocument:
    @pytest.mark.parametrize(
        ("number", "title", "found"),
        [
            pytest.param(DOCUMENT.document_number, "另一种写法", "d", id="by number"),
            pytest.param("", "没有文号的办法", "plain", id="by title"),
            pytest.param("", DOCUMENT.title, None, id="the one with this title has a number"),
            pytest.param("测政〔2024〕8号", DOCUMENT.title, None, id="another number"),
            pytest.param("", INTERPRETATION.title, None, id="interpretations are no documents"),
        ],
    )
    async def test_finds(self, database: Database, number: str, title: str, found: str | None) -> None:
        await add(database, "d", DOCUMENT)
        await add(database, "plain", replace(DOCUMENT, document_number="", title="没有文号的办法"))
        await add(database, "i", INTERPRETATION)
        async with database.read() as session:
            assert await RecordRepository(session, clock).find_document(number, title) == found


@pytest.mark.asyncio
async def test_summaries_name_the_latest_revision(database: Database) -> None:
    await add(database, "d", DOCUMENT)
    await add(database, "d", replace(DOCUMENT, title="新名"))
    await add(database, "i", INTERPRETATION)
    async with database.read() as session:
        (summary,) = await RecordRepository(session, clock).summaries(EntryKind.DOCUMENT)
    assert (summary.id, summary.title, summary.revision, summary.state) == ("d", "新名", 2, EntryState.DRAFT)


@pytest.mark.asyncio
async def test_an_unknown_entry(database: Database) -> None:
    async with database.read() as session:
        records = RecordRepository(session, clock)
        assert await records.published("none") is None
        with pytest.raises(NotFound):
            await records.entry("none")
