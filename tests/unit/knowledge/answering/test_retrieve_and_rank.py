"""Steps 6 and 7."""

from dataclasses import replace

import pytest
from tiny_knowledge import (
    BORROWING,
    BORROWING_TIME,
    HOME,
    HUBIN,
    LINGBAO,
    NATION,
    REGIONS,
    SUBSIDY,
    TODAY,
    RecordingSearch,
    search_over,
)

from knowledge.answering.context import TurnContext
from knowledge.answering.looking import LookUp
from knowledge.answering.steps.rank import rank
from knowledge.answering.steps.retrieve import Retrieve
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Aspect, Audience
from knowledge.model.validity import Validity


def retrieved(text: str, **given: object) -> tuple[TurnContext, RecordingSearch]:
    search = RecordingSearch(search_over([BORROWING, SUBSIDY]))
    context = TurnContext(**{"turn_id": "t", "original": text, "on": TODAY} | given)
    Retrieve(LookUp(search, REGIONS, HOME, lambda found: bool(found.hits)))(context)
    return context, search


@pytest.mark.parametrize(
    ("region", "ladder"),
    [
        pytest.param(LINGBAO, (LINGBAO, HOME, "410000", NATION), id="county up to the nation"),
        pytest.param(HOME, (HOME, "410000", NATION), id="the city asks for none of its counties"),
        pytest.param("410000", ("410000", NATION), id="province"),
        pytest.param("999999", (NATION,), id="unknown"),
    ],
)
def test_a_region_is_searched_on_its_ladder(region: str, ladder: tuple[str, ...]) -> None:
    _, search = retrieved("图书借阅证要带什么材料？", region=region)
    assert search.scopes[0].regions == ladder


def test_without_a_region_the_counties_are_searched_too() -> None:
    context, search = retrieved("果农补助发多少？")
    assert set(search.scopes[0].regions or ()) >= {HOME, NATION, HUBIN, LINGBAO}
    assert context.found is not None
    assert context.found.hits[0].passage.id == SUBSIDY.id


def test_the_day_and_the_audience_travel_along() -> None:
    _, search = retrieved("图书", region=HOME, audience=Audience.COMPANY)
    assert (search.scopes[0].on, search.scopes[0].audience) == (TODAY, Audience.COMPANY)


@pytest.mark.parametrize(
    ("text", "asks_the_past"),
    [
        ("图书借阅证要带什么材料？", False),
        ("图书借阅办法废止了吗", True),
        ("《图书借阅办法》怎么借书", True),
        ("示政办〔2025〕8号图书借阅", True),
        ("图书借阅办法还有效吗", True),
    ],
)
def test_the_past_is_looked_at_only_when_the_words_ask_for_it(text: str, asks_the_past: bool) -> None:
    context, search = retrieved(text, region=HOME)
    assert (context.past is not None) is asks_the_past
    assert [scope.only_in_force for scope in search.scopes] == [True, False][: 1 + asks_the_past]


def test_the_past_is_looked_at_when_nothing_at_all_holds() -> None:
    search = RecordingSearch(search_over([replace(BORROWING, validity=Validity(repealed_on=TODAY))]))
    context = TurnContext(turn_id="t", original="图书借阅证要带什么材料？", on=TODAY, region=HOME)
    Retrieve(LookUp(search, REGIONS, HOME, lambda found: bool(found.hits)))(context)
    assert context.past is not None
    assert [hit.passage.id for hit in context.past.hits] == [BORROWING.id]


def hits(*scored: tuple[object, float]) -> SearchResult:
    return SearchResult(tuple(Hit(passage, score, {}) for passage, score in scored), 1, {})


def test_a_follow_up_brings_its_policy_and_aspect_to_the_top() -> None:
    found = hits((SUBSIDY, 9.0), (BORROWING, 5.0), (BORROWING_TIME, 1.0))
    context = TurnContext(
        turn_id="t", original="", on=TODAY, topic_id="borrowing", aspect=Aspect.TIME_LIMIT, follow_up=True, found=found
    )
    rank(context)
    assert [hit.passage.id for hit in context.found.hits] == [BORROWING_TIME.id, BORROWING.id, SUBSIDY.id]


def test_without_an_aspect_the_order_of_search_stays() -> None:
    found = hits((SUBSIDY, 5.0), (replace(BORROWING, id="x"), 1.0))
    context = TurnContext(turn_id="t", original="", on=TODAY, topic_id="borrowing", found=found)
    rank(context)
    assert [hit.score for hit in context.found.hits] == [5.0, 1.0]


def test_the_answer_about_the_aspect_asked_goes_before_its_neighbours() -> None:
    found = hits((replace(BORROWING, aspect=Aspect.PROCESS), 2.0), (BORROWING_TIME, 1.0))
    context = TurnContext(turn_id="t", original="", on=TODAY, aspect=Aspect.TIME_LIMIT, found=found)
    rank(context)
    assert [hit.passage.id for hit in context.found.hits] == [BORROWING_TIME.id, BORROWING.id]
    assert context.found.hits[0].features["aspect"] == 1.0


def test_nothing_found_is_nothing_to_rank() -> None:
    context = TurnContext(turn_id="t", original="", on=TODAY, follow_up=True)
    rank(context)
    assert context.found is None


def test_the_past_is_looked_at_when_what_holds_does_not_suffice() -> None:
    search = RecordingSearch(search_over([BORROWING, SUBSIDY]))
    context = TurnContext(turn_id="t", original="图书借阅证要带什么材料？", on=TODAY, region=HOME)
    Retrieve(LookUp(search, REGIONS, HOME, lambda _found: False))(context)
    assert context.past is not None


@pytest.mark.parametrize(
    ("words", "named", "feature"),
    [
        pytest.param("2024年果农补助", False, "year", id="year"),
        pytest.param("灵宝果农补助", True, "place", id="place"),
        pytest.param("果农补助由谁负责", False, "responsible", id="responsible unit"),
    ],
)
def test_what_the_words_name_goes_before_its_rivals(words: str, named: bool, feature: str) -> None:
    bearer = replace(SUBSIDY, title="灵宝市2024年果农补助办法", responsible_units=("市农业农村局",))
    found = hits((replace(BORROWING, questions=()), 2.0), (bearer, 1.0))
    context = TurnContext(turn_id="t", original=words, on=TODAY, region=LINGBAO, region_named=named, found=found)
    rank(context)
    assert context.found.hits[0].passage.id == bearer.id
    assert context.found.hits[0].features[feature] == 1.0
