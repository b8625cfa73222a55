"""Asked of another place, or for another audience."""

from dataclasses import replace

import pytest
from tiny_knowledge import BORROWING, HOME, LINGBAO, NATION, answerer_over, ask

from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome
from knowledge.model.passage import Audience, Passage

QUESTION = BORROWING.questions[0]
LOCAL = replace(BORROWING, id="l@1#0", entry_id="local", region=HOME, text="本地说法。", spoken="本地说法。")
PROVINCIAL = replace(LOCAL, id="p@1#0", entry_id="province", region="410000", text="全省说法。", spoken="全省说法。")
WORDED = (QUESTION, f"我们公司{QUESTION}", f"我本人{QUESTION}", f"三门峡{QUESTION}", f"我在西安打工，{QUESTION}")
FOR_COMPANIES = replace(BORROWING, questions=WORDED, audience=frozenset({Audience.COMPANY}))
FOR_PEOPLE = replace(BORROWING, questions=WORDED, audience=frozenset({Audience.INDIVIDUAL}))


def answered(*passages: Passage, text: str, **context: object) -> Answer:
    answer = ask(answerer_over(*passages), text, **context).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("passages", "place", "said", "area"),
    [
        pytest.param((LOCAL, BORROWING), "西安", BORROWING, "全国", id="another province: the nation's"),
        pytest.param((LOCAL, PROVINCIAL), "洛阳", PROVINCIAL, "河南省", id="our province: the province's"),
    ],
)
def test_another_place_is_answered_from_what_holds_there_too(
    passages: tuple[Passage, ...], place: str, said: Passage, area: str
) -> None:
    answer = answered(*passages, text=f"{place}{QUESTION}", region=LINGBAO)
    assert answer.outcome is Outcome.ANSWERED
    assert said.text in answer.text
    assert LOCAL.text not in answer.text
    assert answer.text.startswith("我掌握的地方规定只到三门峡市。")
    assert f"以下是{area}统一的规定，{place}市自己的办法请拨打当地12345" in answer.text


@pytest.mark.parametrize(
    "passages",
    [pytest.param((LOCAL,), id="only a local rule"), pytest.param((LOCAL, PROVINCIAL), id="and our province's")],
)
def test_a_local_rule_never_answers_for_another_place(passages: tuple[Passage, ...]) -> None:
    answer = answered(*passages, text=f"西安{QUESTION}", region="")
    assert answer.outcome is Outcome.NO_ANSWER
    assert "没有西安市的" in answer.text
    assert "12345" in answer.text
    assert not answer.citations


def test_a_document_of_that_place_answers_as_its_own() -> None:
    theirs = replace(
        LOCAL, id="t@1#0", entry_id="theirs", text="西安说法。", spoken="西安说法。", title="西安市图书借阅办法",
        questions=(f"西安{QUESTION}",),
    )  # fmt: skip
    answer = answered(LOCAL, theirs, text=f"西安{QUESTION}")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith(theirs.text)


def test_a_zone_of_another_city_is_not_ours() -> None:
    turn = ask(answerer_over(LOCAL), f"郑州经济开发区{QUESTION}", region="")
    assert (turn.region, turn.region_named) == ("", False)
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize("text", [f"三门峡{QUESTION}", f"我在西安打工，{QUESTION}", QUESTION])
def test_who_asks_for_here_is_answered_from_here(text: str) -> None:
    answer = answered(replace(LOCAL, questions=WORDED), text=text)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith(LOCAL.text)


@pytest.mark.parametrize(
    ("text", "passage", "theirs", "ours"),
    [
        ("我们公司" + QUESTION, FOR_PEOPLE, "个人", "企业"),
        ("我本人" + QUESTION, FOR_COMPANIES, "企业", "个人"),
    ],
)
def test_a_rule_for_others_is_named_as_theirs_and_not_answered_with(
    text: str, passage: Passage, theirs: str, ours: str
) -> None:
    answer = answered(passage, text=text)
    assert answer.outcome is Outcome.NO_ANSWER
    assert f"《示例市图书借阅办法》适用于{theirs}，不适用于{ours}" in answer.text
    assert passage.text not in answer.text
    assert not answer.citations
    assert [button.payload for button in answer.buttons] == [QUESTION]


def test_the_rule_of_the_own_audience_answers() -> None:
    own = replace(FOR_COMPANIES, id="c@1#0", entry_id="c", text="企业说法。", spoken="企业说法。")
    assert answered(FOR_PEOPLE, own, text="我们公司" + QUESTION).text.startswith("企业说法。")


def test_what_the_dialogue_heard_outranks_the_words() -> None:
    turn = ask(answerer_over(FOR_PEOPLE), "我们公司" + QUESTION, audience=Audience.INDIVIDUAL)
    assert turn.audience is Audience.INDIVIDUAL
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("passage", [FOR_PEOPLE, FOR_COMPANIES], ids=["people", "companies"])
def test_who_says_nothing_of_it_is_answered(passage: Passage) -> None:
    assert answered(passage, text=QUESTION).outcome is Outcome.ANSWERED


def test_a_nationwide_rule_beside_the_place_has_no_note_for_us() -> None:
    assert "地方规定只到" not in answered(replace(BORROWING, region=NATION), text=QUESTION).text
