"""What is offered while a citizen types."""

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient
from tiny_library import COUNTY_RULE, DISCLOSURE, GUIDE, QUESTION, publish

from api.http.state import ServiceState
from api.records.publishing import Publisher
from api.suggestions.book import Audience, QuestionBook
from api.suggestions.limits import suggestion_limits
from knowledge.clock import utc_now
from knowledge.model.validity import Validity
from tests.integration.api.conftest import Running

pytestmark = pytest.mark.integration
LENDING = GUIDE.questions[1].question
COUNTY = COUNTY_RULE.questions[0].question


def offered(visitor: TestClient, typed: str, region: str = "") -> list[str]:
    response = visitor.get("/api/suggestions", params={"q": typed, "region": region})
    assert response.status_code == 200
    return [row["text"] for row in response.json()["suggestions"]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("图书", [QUESTION, LENDING]),  # both begin so
        ("圖書借閱", [QUESTION]),  # traditional characters
        ("借阅证要带，", [QUESTION]),  # in the middle, a mark after it
        ("办借书证", [QUESTION]),  # another wording of it
        ("tushu", [QUESTION, LENDING]),
        ("JieYueZ", [QUESTION]),  # a syllable that is not finished
        ("tushujiyz", []),
        ("tsjyz", [QUESTION]),  # initials
        ("ushu", []),  # no syllable begins there
        ("t", []),
        ("火星移民", []),
    ],
)
def test_published_questions_are_offered(visitor: TestClient, typed: str, expected: list[str]) -> None:
    assert offered(visitor, typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", " ", "？！", "😀", "\x00", "图" * 41, "图书13800138000", "图书 411202199001011234x", "图\n书" * 100, "%", "'"],
)
def test_nothing_is_offered_for_what_is_no_beginning_or_tells_who_somebody_is(visitor: TestClient, typed: str) -> None:
    assert offered(visitor, typed) == []


def test_more_than_a_message_holds_is_refused(visitor: TestClient) -> None:
    assert visitor.get("/api/suggestions", params={"q": "图" * 501}).status_code == 422


def test_a_region_hears_of_its_own_rules_and_those_above(visitor: TestClient) -> None:
    assert offered(visitor, "果农", "411282") == [COUNTY]
    assert offered(visitor, "果农", "411202") == []
    assert offered(visitor, "果农", "不是代码") == offered(visitor, "果农") == [COUNTY]


def test_the_reply_is_kept_by_nobody(visitor: TestClient) -> None:
    assert visitor.get("/api/suggestions?q=图").headers["cache-control"] == "no-store"


@pytest.mark.asyncio
async def test_it_follows_the_index(running: Running) -> None:
    async with running() as state:
        assert await texts(state, "怎样") == [DISCLOSURE.questions[0].question]
        changed = replace(DISCLOSURE.questions[0], question="怎样查政府信息？")
        await publish(state.database, "disclosure", replace(DISCLOSURE, questions=(changed,)))
        await state.replica.catch_up()
        assert await texts(state, "怎样") == ["怎样查政府信息？"]
        async with state.database.write() as session:
            await Publisher(session, utc_now).withdraw("disclosure")
        await state.replica.catch_up()
        assert await texts(state, "怎样") == []


async def texts(state: ServiceState, typed: str) -> list[str]:
    return [question.text for question in await state.suggestions.suggest(typed, "")]


@pytest.mark.asyncio
async def test_rules_that_do_not_hold_are_not_offered(running: Running) -> None:
    async with running() as state:
        ended = replace(COUNTY_RULE, validity=Validity(expires_on=date(2020, 1, 1)))
        await publish(state.database, "county", ended)
        await state.replica.catch_up()
        assert await texts(state, "果农") == []
        book = QuestionBook(state.replica.current.index.view).follow(state.replica.current.index.view)
        then = book.suggest("果农", Audience(date(2020, 1, 1)), suggestion_limits())
        assert [question.entry_id for question in then] == ["county"]
