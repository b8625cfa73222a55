"""Verdicts, and what must never happen, on turns made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.citing import cite
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.compose import answer_text
from knowledge.gate.judging import Grounds, Never, Result, Verdict, judge
from knowledge.gate.questions import GateQuestion
from knowledge.gate.settings import Kind
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Aspect, Passage, PassageKind, Source
from knowledge.model.scope import Scope
from knowledge.model.validity import Validity
from knowledge.regions.loader import load_regions

DAY = date(2026, 6, 1)
CARD = Passage(
    id="card@1#0", entry_id="card", revision=1, kind=PassageKind.ANSWER, title="借书卡", text="当场办好。\n带证件。",
    spoken="当场办好。", sources=(Source("借书示例规定", "示〔2025〕1号", "第三条"),), region="411200",
    questions=("借书卡怎么办？",), aspect=Aspect.PROCESS, field_name="文化",
)  # fmt: skip
QUESTION = GateQuestion(id="card-1", ask="咋办借书卡", entry="card", answer="借书卡怎么办？")


class Shelf:
    """Passages by entry, without a search."""

    def __init__(self, *passages: Passage) -> None:
        self._passages = passages

    def search(self, text: str, scope: Scope, *, k: int = 10) -> SearchResult:  # noqa: ARG002
        raise AssertionError("nothing is searched when judging")

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self._passages if passage.entry_id == entry_id)


def answered(passage: Passage, **changes: object) -> Answer:
    made = Answer(Outcome.ANSWERED, answer_text(passage, DAY), passage.spoken, cite(passage, DAY), confidence=0.5)
    return replace(made, **changes)


def judged(answer: Answer, question: GateQuestion = QUESTION, *shelf: Passage, region: str = "") -> Result:
    context = TurnContext(turn_id="t", original=question.ask[-1], on=DAY, region=region)
    context.answer = answer
    return judge(question, context, Grounds(Shelf(*(shelf or (CARD,))), load_regions(), "411200"))


def test_the_answer_expected_is_right() -> None:
    found = judged(answered(CARD))
    assert (found.verdict, found.never, found.field, found.got) == (
        Verdict.RIGHT, (), "文化", "借书卡 · 借书卡怎么办？",
    )  # fmt: skip


def test_another_answer_of_the_entry_is_wrong() -> None:
    other = replace(CARD, id="card@1#1", questions=("借书卡多少钱？",), text="免费。", spoken="免费。")
    assert judged(answered(other), QUESTION, CARD, other).verdict is Verdict.WRONG


def test_a_wording_that_is_as_good_is_right() -> None:
    other = replace(CARD, id="card@1#1", questions=("借书卡多少钱？",), text="免费。", spoken="免费。")
    lenient = QUESTION.model_copy(update={"also": ("借书卡多少钱？",)})
    assert judged(answered(other), lenient, CARD, other).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (replies.no_answer(), Verdict.SILENT),
        (replies.out_of_scope(), Verdict.SILENT),
        (replies.which_topic(), Verdict.ASKED_BACK),
    ],
)
def test_no_answer_is_not_a_wrong_one(answer: Answer, verdict: Verdict) -> None:
    assert judged(answer).verdict is verdict


def test_silence_is_right_where_nothing_is_known() -> None:
    unknown = GateQuestion(id="unknown", ask="问", kind=Kind.UNCOVERED)
    assert judged(replies.no_answer(), unknown).verdict is Verdict.RIGHT
    assert judged(answered(CARD), unknown).verdict is Verdict.WRONG


def test_words_wanted_and_unwanted() -> None:
    wants, shuns = (QUESTION.model_copy(update=change) for change in ({"says": ("两天",)}, {"never_says": ("当场",)}))
    assert judged(answered(CARD), wants).verdict is Verdict.WRONG
    assert judged(answered(CARD), shuns).verdict is Verdict.WRONG


class TestNever:
    def test_a_citation_that_stands_nowhere(self) -> None:
        invented = replace(cite(CARD, DAY)[0], document_number="示〔2099〕9号")
        assert judged(answered(CARD, citations=(invented,))).never == (Never.INVENTED,)

    def test_words_that_stand_nowhere(self) -> None:
        invented = replace(cite(CARD, DAY)[0], quote="两天办好。")
        assert judged(answered(CARD, citations=(invented,))).never == (Never.INVENTED,)

    def test_a_rule_out_of_force_without_a_warning(self) -> None:
        gone = replace(CARD, validity=Validity(repealed_on=date(2025, 1, 1)))
        assert judged(answered(gone), QUESTION, gone).never == ()
        assert judged(answered(gone, text=gone.text), QUESTION, gone).never == (Never.NOT_IN_FORCE,)

    def test_a_rule_of_another_district(self) -> None:
        lingbao = replace(CARD, region="411282")
        assert judged(answered(lingbao), QUESTION, lingbao, region="411202").never == (Never.REGION,)
        assert judged(answered(lingbao), QUESTION, lingbao, region="411282").never == ()

    def test_an_entry_that_is_ruled_out(self) -> None:
        shunned = QUESTION.model_copy(update={"never": frozenset({"card"})})
        assert judged(answered(CARD), shunned).never == (Never.REGION,)

    def test_danger_without_a_number_to_call(self) -> None:
        danger = GateQuestion(id="danger", ask="着火了", kind=Kind.EMERGENCY)
        assert judged(replies.no_answer(), danger).never == (Never.EMERGENCY,)

    def test_personal_data_that_was_kept(self) -> None:
        secret = QUESTION.model_copy(update={"ask": ("我是13800138000",), "secrets": ("13800138000",)})
        assert judged(replies.no_answer(), secret).never == (Never.LEAK,)
