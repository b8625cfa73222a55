"""Which of two rules on one question holds for the citizen."""

from dataclasses import replace

import pytest
from tiny_knowledge import BORROWING, HOME, HUBIN, LINGBAO, NATION, REGIONS, TODAY, answerer_over, ask

from knowledge.answering.answer import Answer
from knowledge.answering.applicability import applicability
from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import SameQuestion, searched
from knowledge.answering.outcome import Outcome
from knowledge.model.hit import Hit
from knowledge.model.passage import Aspect, Passage, PassageKind, Source
from knowledge.regions.places import Place

QUESTION = "养犬登记要带什么材料？"


def rule(name: str, region: str, **change: object) -> Passage:
    own = {
        "id": f"{name}@1#0", "entry_id": name, "region": region, "title": f"{name}养犬登记办法", "text": f"{name}的说法。",
        "spoken": f"{name}的说法。", "questions": (QUESTION, f"灵宝{QUESTION}", f"灵宝市：{QUESTION}"),
        "sources": (replace(BORROWING.sources[0], title=f"{name}养犬登记办法", document_number=""),),
    }  # fmt: skip
    return replace(BORROWING, **{**own, **change})  # type: ignore[arg-type]


COUNTRY, CITY, COUNTY = rule("国家", NATION), rule("三门峡市", HOME), rule("灵宝市", LINGBAO)
OTHER_COUNTY = rule("湖滨区", HUBIN)


def answered(*passages: Passage, region: str, text: str = QUESTION) -> Answer:
    answer = ask(answerer_over(*passages), text, region=region).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("passages", "region", "said"),
    [
        pytest.param((COUNTRY, CITY, COUNTY), LINGBAO, COUNTY, id="the county's own for its residents"),
        pytest.param((COUNTRY, CITY, COUNTY), HUBIN, CITY, id="never a sibling's"),
        pytest.param((COUNTRY, CITY, COUNTY), HOME, CITY, id="the city's over the nation's"),
        pytest.param((COUNTRY, COUNTY), HUBIN, COUNTRY, id="the nation's where there is nothing nearer"),
        pytest.param((COUNTRY, CITY, COUNTY, OTHER_COUNTY), HUBIN, OTHER_COUNTY, id="each county its own"),
        pytest.param((COUNTRY, CITY, COUNTY), "", CITY, id="no region: what holds in the whole city"),
    ],
)
def test_the_nearest_rule_holds(passages: tuple[Passage, ...], region: str, said: Passage) -> None:
    for order in (passages, passages[::-1]):
        answer = answered(*order, region=region)
        assert answer.outcome is Outcome.ANSWERED
        assert answer.text.startswith(said.text)


def test_a_county_is_reached_by_its_name_in_the_question() -> None:
    assert answered(CITY, COUNTY, region="", text=f"灵宝{QUESTION}").text.startswith(COUNTY.text)


def test_who_named_no_region_is_told_where_it_differs_and_can_choose() -> None:
    answer = answered(CITY, COUNTY, OTHER_COUNTY, region="")
    assert answer.text.startswith(CITY.text)
    assert "灵宝市" in answer.text.split("各地有差别：", 1)[1]
    assert "湖滨区" in answer.text.split("各地有差别：", 1)[1]
    assert {"灵宝市", "湖滨区"} <= {button.title for button in answer.buttons}
    chosen = next(button.payload for button in answer.buttons if button.title == "灵宝市")
    assert answered(CITY, COUNTY, OTHER_COUNTY, region="", text=chosen).text.startswith(COUNTY.text)


@pytest.mark.parametrize("region", [LINGBAO, HOME])
def test_who_named_a_region_is_not_told_of_others(region: str) -> None:
    assert "各地有差别" not in answered(CITY, COUNTY, region=region).text


def test_only_a_county_has_a_rule_and_no_region_is_named() -> None:
    assert answered(COUNTY, region="").outcome is Outcome.CLARIFICATION


def test_a_special_rule_of_the_province_does_not_stand_for_the_general_one() -> None:
    general = replace(COUNTRY, title="养犬登记", questions=("养犬登记怎么申请？", f"灵宝{QUESTION}"))
    special = rule(
        "河南省", "410000", title="残疾人用犬登记", questions=("残疾人用犬登记怎么申请？",),
        sources=(Source("河南省残疾人保障条例"),),
    )  # fmt: skip
    assert answered(general, special, region=LINGBAO, text="养犬登记怎么申请？").text.startswith(general.text)


def test_a_county_rule_on_another_aspect_does_not_stand_for_the_citys() -> None:
    fee = replace(COUNTY, questions=("养犬登记收多少费用？",), aspect=Aspect.FEE)
    assert answered(CITY, fee, region=LINGBAO).text.startswith(CITY.text)


def hit(passage: Passage, score: float = 5.0) -> Hit:
    return Hit(passage, score, {})


@pytest.mark.parametrize(
    ("rival", "same"),
    [
        pytest.param(hit(COUNTY), True, id="the same question elsewhere"),
        pytest.param(hit(COUNTY, -9.0), False, id="far behind"),
        pytest.param(hit(replace(COUNTY, entry_id=CITY.entry_id)), False, id="the same entry"),
        pytest.param(hit(replace(COUNTY, region=HOME)), False, id="the same place"),
        pytest.param(
            hit(replace(COUNTY, title="灵宝市残疾人保障", sources=(Source("残疾人条例"),))), False, id="another matter"
        ),
        pytest.param(hit(replace(COUNTY, aspect=Aspect.FEE)), False, id="another aspect"),
        pytest.param(hit(replace(COUNTY, questions=("高龄津贴多少钱",))), False, id="another question"),
        pytest.param(
            hit(replace(COUNTY, questions=(), kind=PassageKind.CLAUSE)), True, id="a clause of the like title"
        ),
        pytest.param(hit(replace(COUNTY, questions=()), 1.0), False, id="a clause further behind"),
    ],
)
def test_same_question(rival: Hit, same: bool) -> None:
    assert SameQuestion(REGIONS, applicability().ladder)(hit(CITY), rival) is same


def test_places_and_forms_are_no_part_of_what_a_title_is_about() -> None:
    same = SameQuestion(REGIONS, applicability().ladder)
    assert same.subject("三门峡市湖滨区养犬登记管理实施细则（试行）") == "养犬登记管理"


@pytest.mark.parametrize(
    ("province", "regions"),
    [("410000", ("410000", NATION)), ("610000", (NATION,)), ("", (NATION,))],
)
def test_for_another_place_only_what_holds_there_too_is_looked_at(province: str, regions: tuple[str, ...]) -> None:
    context = TurnContext("t", QUESTION, TODAY, region=LINGBAO)
    context.elsewhere = Place("某市", "某", province)
    assert searched(context, REGIONS, HOME) == regions
