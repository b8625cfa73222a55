"""The day asked about, through a whole turn."""

from dataclasses import replace
from datetime import date

import pytest
from tiny_knowledge import BORROWING, HOME, LINGBAO, SUBSIDY, TODAY, answerer_over, ask

from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.as_of import as_of
from knowledge.model.passage import Successor
from knowledge.model.validity import Status, Validity

QUESTION = BORROWING.questions[0]
IN_2019 = "2019年3月1日的借阅证办理要求"
ASKED = (QUESTION, "2019年借阅证办理要求", "借阅证办理要求")
NEW = replace(
    BORROWING, id="new@1#0", entry_id="new", text="网上就能办。", spoken="网上就能办。", questions=ASKED,
    validity=Validity(date(2022, 1, 1)),
    sources=(replace(BORROWING.sources[0], title="示例市阅读办法", document_number="示政办〔2022〕1号"),),
)  # fmt: skip
OLD = replace(
    BORROWING, questions=ASKED, validity=Validity(date(2015, 1, 1), repealed_on=date(2022, 1, 1)), successor="《示例市阅读办法》",
    successors=(Successor("new", "《示例市阅读办法》（示政办〔2022〕1号）", NEW.validity),),
)  # fmt: skip


def test_the_rule_of_that_day_answers_and_says_how_it_stands_today() -> None:
    turn = ask(answerer_over(OLD, NEW), IN_2019)
    answer = turn.answer
    assert answer is not None
    assert turn.on == date(2019, 3, 1)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith(
        "按2019年3月1日的规定答复。该规定已于2022年1月1日废止。现行规定见《示例市阅读办法》（示政办〔2022〕1号）。\n"
        + OLD.text
    )
    assert [(c.status, c.status_text) for c in answer.citations] == [(Status.IN_FORCE, "2019年3月1日有效，现已失效")]


def test_without_a_day_the_rule_of_today_answers() -> None:
    answer = ask(answerer_over(OLD, NEW), QUESTION).answer
    assert answer is not None
    assert answer.text.startswith(NEW.text)
    assert answer.citations[0].status_text == "现行有效"


def test_a_day_handed_in_is_said_too() -> None:
    turn = ask(answerer_over(NEW), QUESTION, on=date(2024, 5, 1), today=TODAY)
    assert turn.answer is not None
    assert turn.answer.text.startswith("按2024年5月1日的规定答复。这项规定现在仍然有效。")


def test_the_words_outrank_the_day_handed_in() -> None:
    turn = ask(answerer_over(OLD, NEW), "去年的借阅证办理要求", on=date(2019, 5, 1), today=TODAY)
    assert turn.on == date(2025, 12, 31)


def test_a_day_before_there_was_a_rule_is_told() -> None:
    answer = ask(answerer_over(NEW), IN_2019).answer
    assert answer is not None
    assert "2019年3月1日尚未生效" in answer.text
    assert {citation.status for citation in answer.citations} == {Status.NOT_YET}


@pytest.mark.parametrize(
    "text", ["示政办〔2025〕8号图书借阅证要带什么材料", "《2021年图书工作要点》图书借阅证要带什么材料"]
)
def test_a_year_of_a_name_or_number_is_no_day(text: str) -> None:
    assert ask(answerer_over(BORROWING), text).on == TODAY


def test_a_question_that_waited_for_the_region_keeps_its_day() -> None:
    rule = replace(SUBSIDY, validity=Validity(date(2018, 1, 1)), questions=("2019年果农补助标准是多少？",))
    answerer = answerer_over(rule)
    asked = ask(answerer, "2019年的果农补助标准是多少？", region="")
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.CLARIFICATION
    again = TurnContext(turn_id="t2", original="灵宝市", on=TODAY, memory=asked.remember())
    answerer.receive(again)
    answerer.answer(again)
    assert again.region == LINGBAO
    assert again.on == date(2019, 12, 31)


def test_words_that_are_nothing_but_a_day_stay() -> None:
    context = TurnContext(turn_id="t", original="去年呢", on=TODAY, region=HOME, text="去年")
    as_of(context)
    assert context.text == "去年"
    assert context.on == date(2025, 12, 31)
