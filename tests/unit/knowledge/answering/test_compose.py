"""Steps 9 and 10: verbatim, in order, cited."""

import re
from dataclasses import replace
from datetime import date

import pytest
from tiny_knowledge import BORROWING, BORROWING_TIME, SUBSIDY, TODAY, answerer_over, ask

from knowledge.answering.answer import Answer
from knowledge.answering.citing import cite, source_names
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.answering.steps.compose import answer_text, spoken_text, validity_text
from knowledge.model.passage import Passage, PassageKind, Source
from knowledge.model.validity import Status, Validity

CLAUSE = replace(BORROWING, kind=PassageKind.CLAUSE, spoken="", responsible_units=("文化局", "教育局"))
ELEMENT = replace(BORROWING, kind=PassageKind.ELEMENT, heading=("办理流程",), spoken="", text="先登记，再领证。")


@pytest.mark.parametrize(
    "passage", [BORROWING, CLAUSE, ELEMENT, SUBSIDY], ids=["answer", "clause", "element", "county"]
)
def test_conclusion_units_basis_and_contact_come_in_this_order(passage: Passage) -> None:
    text = answer_text(passage, TODAY)
    places = [text.find(part) for part in (passage.text, "责任单位：", "依据：", "咨询：") if part in text]
    assert places == sorted(places)
    assert passage.text in text
    assert passage.department in text
    assert source_names(passage) in text


@pytest.mark.parametrize(
    "passage", [BORROWING, CLAUSE, ELEMENT, SUBSIDY], ids=["answer", "clause", "element", "county"]
)
@pytest.mark.parametrize("day", [TODAY, date(2019, 1, 1), date(2030, 1, 1)], ids=["in force", "before", "after"])
def test_nothing_is_said_that_neither_the_passage_nor_a_fixed_sentence_says(passage: Passage, day: date) -> None:
    held = replace(passage, validity=Validity(date(2020, 1, 1), date(2028, 1, 1)), successor="《新办法》")
    canned = [part for text in sentences().answered.model_dump().values() for part in re.split(r"{\w+}", text)]
    own = [held.text, source_names(held), held.department, held.successor, *held.heading, *held.responsible_units]
    left = re.sub(r"\d+年\d+月\d+日", "", answer_text(held, day))
    for piece in sorted((*canned, *own, f"《{held.sources[0].title}》"), key=len, reverse=True):
        left = left.replace(piece, "")
    assert not left.strip("\n：、。，")


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        pytest.param(Validity(), "", id="always"),
        pytest.param(Validity(date(2020, 1, 1), date(2026, 6, 1)), "", id="its last day"),
        pytest.param(Validity(repealed_on=date(2026, 6, 2)), "", id="the day before its repeal"),
        pytest.param(Validity(repealed_on=TODAY), "已于2026年6月1日废止", id="the day of its repeal"),
        pytest.param(Validity(expires_on=date(2026, 5, 31)), "已于2026年5月31日有效期届满", id="expired"),
        pytest.param(Validity(date(2026, 6, 2)), "自2026年6月2日起施行，目前尚未生效", id="not yet"),
    ],
)
def test_a_rule_that_does_not_hold_says_so_first(validity: Validity, said: str) -> None:
    passage = replace(BORROWING, validity=validity)
    warning = validity_text(passage, TODAY)
    assert said in warning
    assert bool(warning) is bool(said)
    assert answer_text(passage, TODAY).startswith(warning)
    assert (spoken_text(passage, TODAY) == BORROWING.spoken) is not said


def test_no_successor_is_invented() -> None:
    text = validity_text(replace(BORROWING, validity=Validity(repealed_on=TODAY)), TODAY)
    assert sentences().answered.no_successor in text


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        pytest.param("借期三十天。" + "续借。" * 60, "借期三十天。" + "续借。" * 24, id="whole sentences"),
        pytest.param("长" * 200, "长" * 80, id="no full stop in reach"),
        pytest.param("短。", "短。", id="short"),
    ],
)
def test_a_clause_is_read_out_by_its_beginning(text: str, spoken: str) -> None:
    passage = replace(CLAUSE, text=text)
    said = spoken_text(passage, TODAY)
    assert said == f"示例市图书借阅办法第三条规定：{spoken}"


def test_every_source_is_cited_with_the_words_it_stands_for() -> None:
    two = replace(BORROWING, sources=(*BORROWING.sources, Source("图书馆章程")))
    first, second = cite(two, TODAY)
    assert (first.title, first.document_number, first.clause) == ("示例市图书借阅办法", "示政办〔2025〕8号", "第三条")
    assert (first.quote, first.status, first.url) == (BORROWING.spoken, Status.IN_FORCE, "https://example.test/8")
    assert (second.title, second.document_number, second.clause) == ("图书馆章程", "", "")
    assert source_names(two) == "《示例市图书借阅办法》（示政办〔2025〕8号）第三条；《图书馆章程》"


def test_a_clause_is_quoted_verbatim() -> None:
    assert cite(CLAUSE, TODAY)[0].quote == CLAUSE.text


def test_related_questions_are_those_of_the_same_policy_and_not_the_one_asked() -> None:
    answer = ask(answerer_over(BORROWING, BORROWING_TIME, SUBSIDY), BORROWING.questions[0]).answer
    assert answer is not None
    assert [button.payload for button in answer.buttons] == [BORROWING_TIME.questions[0]]


def test_an_answer_without_a_citation_is_refused() -> None:
    with pytest.raises(ValueError, match="citation"):
        Answer(Outcome.ANSWERED, "是的。", "是的。")


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.ANSWERED])
def test_any_other_outcome_needs_none(outcome: Outcome) -> None:
    assert Answer(outcome, "", "").citations == ()
