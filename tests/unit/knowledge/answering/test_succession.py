"""Asked about what does not hold: answered from what does."""

from dataclasses import replace
from datetime import date

import pytest
from tiny_knowledge import BORROWING, HOME, LINGBAO, answerer_over, ask

from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Passage, Source, Successor
from knowledge.model.validity import Status, Validity
from knowledge.passages.interpretations import interpretation_passages

OVER = Validity(date(2015, 1, 1), repealed_on=date(2024, 1, 1))
NOW = Validity(date(2024, 1, 1))
QUESTION = "《旧书阅览规则》图书借阅证要带什么材料？"


def passage(entry: str, title: str, text: str, validity: Validity, **change: object) -> Passage:
    own = {
        "id": f"{entry}@1#0", "entry_id": entry, "title": title, "text": text, "spoken": text, "validity": validity,
        "region": HOME, "sources": (Source(title, "", "第三条"),),
    }  # fmt: skip
    return replace(BORROWING, **{**own, **change})  # type: ignore[arg-type]


def link(of: Passage) -> Successor:
    return Successor(of.entry_id, f"《{of.title}》", of.validity)


C = passage("c", "丙阅读条例", "刷脸就能办。", NOW, questions=("《丙阅读条例》图书借阅证要带什么材料？",))
B = passage("b", "乙阅读办法", "带两张照片。", Validity(date(2020, 1, 1), date(2023, 12, 31)), successors=(link(C),))
A = passage("a", "旧书阅览规则", "带单位介绍信。", OVER, questions=(QUESTION,), successors=(link(B), link(C)))


def answered(*passages: Passage, text: str = QUESTION, **context: object) -> Answer:
    answer = ask(answerer_over(*passages), text, **context).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize("order", [(A, B, C), (C, B, A)], ids=["as they came", "the other way round"])
def test_asked_by_the_old_name_the_current_rule_answers_and_the_old_one_is_named(order: tuple[Passage, ...]) -> None:
    answer = answered(*order)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith(C.text)
    assert A.text not in answer.text
    assert {citation.status for citation in answer.citations} == {Status.IN_FORCE}
    if "旧书阅览规则" in answer.text:
        assert "您问的《旧书阅览规则》已于2024年1月1日废止，以上按接替它的《丙阅读条例》答复。" in answer.text


def test_a_rule_only_its_old_name_leads_to_is_answered_from_its_successor_with_the_note() -> None:
    old = replace(A, questions=("旧书阅览规则怎么办证？",), successors=(link(C),))
    new = replace(C, questions=("丙阅读条例怎么办证？",))
    turn = ask(answerer_over(old, new), "旧书阅览规则怎么办证？")
    assert turn.answer is not None
    assert turn.answer.text.startswith(new.text)
    assert "您问的《旧书阅览规则》已于2024年1月1日废止，以上按接替它的《丙阅读条例》答复。" in turn.answer.text
    assert "您问的《旧书阅览规则》已于2024年1月1日废止" in turn.answer.spoken
    assert {citation.title for citation in turn.answer.citations} == {"丙阅读条例"}
    assert "succession:c" in turn.rules


@pytest.mark.parametrize(
    ("chain", "after"),
    [
        pytest.param((link(B), link(C)), "现行规定见《丙阅读条例》。", id="the end of the chain is named"),
        pytest.param((link(B),), "是否有新的规定，请拨打12345核实。", id="the chain ends with what has ended"),
        pytest.param((), "是否有新的规定，请拨打12345核实。", id="no successor"),
        pytest.param((link(A),), "是否有新的规定，请拨打12345核实。", id="a circle"),
    ],
)
def test_where_the_successor_says_nothing_on_it_the_old_rule_is_named_with_its_end(
    chain: tuple[Successor, ...], after: str
) -> None:
    answer = answered(replace(A, successors=chain))
    assert answer.text.startswith(f"请注意：《旧书阅览规则》已于2024年1月1日废止，不再作为办理依据。{after}\n")
    assert {citation.status for citation in answer.citations} == {Status.REPEALED}


def test_a_successor_that_does_not_answer_the_question_is_not_made_to() -> None:
    unrelated = replace(C, questions=("停车位怎样预约？",), text="网上预约。", spoken="网上预约。")
    answer = answered(A, unrelated)
    assert answer.text.startswith("请注意：《旧书阅览规则》已于2024年1月1日废止")
    assert unrelated.text not in answer.text


def test_a_successor_of_another_place_does_not_answer() -> None:
    answer = answered(A, replace(C, region=LINGBAO))
    assert C.text not in answer.text
    assert answer.text.startswith("请注意：")


UPCOMING = passage(
    "u", "丁阅读规则", "全部网上办。", Validity(date(2026, 9, 1)), questions=("《丁阅读规则》怎么办证？",)
)
HOLDING = replace(C, questions=("怎么办证？",), successors=(link(UPCOMING),))


def test_what_is_not_in_force_yet_is_named_with_its_day_and_what_holds_until_then() -> None:
    answer = answered(UPCOMING, HOLDING, text=UPCOMING.questions[0])
    assert answer.text.startswith(
        "您问的《丁阅读规则》自2026年9月1日起施行，目前尚未生效。在此之前执行现行规定：\n" + HOLDING.text
    )
    assert {citation.title for citation in answer.citations} == {HOLDING.title}
    assert UPCOMING.text not in answer.text


def test_what_only_sounds_alike_is_not_said_to_hold_until_then() -> None:
    answer = answered(UPCOMING, replace(HOLDING, successors=()), text=UPCOMING.questions[0])
    assert answer.text.startswith("请注意：《丁阅读规则》自2026年9月1日起施行，目前尚未生效。")
    assert HOLDING.text not in answer.text


def test_without_anything_in_force_only_the_day_is_told() -> None:
    answer = answered(UPCOMING, text=UPCOMING.questions[0])
    assert answer.text.startswith("请注意：《丁阅读规则》自2026年9月1日起施行，目前尚未生效。")
    assert {citation.status for citation in answer.citations} == {Status.NOT_YET}


@pytest.mark.parametrize(("day", "held"), [(date(2023, 12, 31), True), (date(2024, 1, 1), False)])
def test_an_interpretation_leaves_the_answers_on_the_day_its_document_does(day: date, held: bool) -> None:
    document = PolicyDocument("旧书阅览规则", HOME, validity=OVER, clauses=(Clause("第三条", "带单位介绍信。"),))
    guide = Interpretation(
        title="借阅证办理", field_name="文化", region=HOME, department="图书馆", documents=(document.title,),
        questions=(
            QuestionAnswer(
                BORROWING.questions[0], Aspect.MATERIALS, "带介绍信来办。", "", (Source(document.title, clause="第三条"),)
            ),
        ),
    )  # fmt: skip
    passages = interpretation_passages("guide", 1, guide, {document.title: document})
    answer = answered(*passages, text=BORROWING.questions[0], on=day)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith("带介绍信来办。") is held
    assert answer.text.startswith("请注意：《旧书阅览规则》已于2024年1月1日废止") is not held
