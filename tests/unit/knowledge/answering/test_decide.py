"""Step 8: answer, ask back, refuse."""

from dataclasses import replace
from datetime import date

import pytest
from tiny_knowledge import BORROWING, BORROWING_TIME, DECISION, HOME, HUBIN, LINGBAO, SUBSIDY, answerer_over, ask

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Verdict, load_decision
from knowledge.answering.evidence import evidence
from knowledge.answering.outcome import Outcome
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import PassageKind
from knowledge.model.validity import Status, Validity
from knowledge.search.features import Feature

REPEALED = Validity(effective_from=date(2020, 1, 1), repealed_on=date(2025, 1, 1))
EVERY_FEATURE = dict.fromkeys(Feature, 0.0)


def answered(turn: TurnContext) -> Answer:
    assert turn.answer is not None
    return turn.answer


def found(*similarities: float, exact: float = 0.0) -> SearchResult:
    features = [
        EVERY_FEATURE | {Feature.DENSE_QUESTION: s, Feature.DENSE_TEXT: s, Feature.QUESTION_EXACT: exact}
        for s in similarities
    ]
    entries = (BORROWING, SUBSIDY)
    return SearchResult(tuple(Hit(entries[n], f[Feature.DENSE_QUESTION], f) for n, f in enumerate(features)), 1, {})


@pytest.mark.parametrize(
    ("result", "in_scope", "verdict"),
    [
        pytest.param(found(0.9), 1.0, Verdict.ANSWER, id="certain"),
        pytest.param(found(0.55), 1.0, Verdict.CLARIFY, id="between"),
        pytest.param(found(0.1), 1.0, Verdict.NO_ANSWER, id="nothing like it"),
        pytest.param(found(), 1.0, Verdict.NO_ANSWER, id="nothing"),
        pytest.param(found(0.9), 0.2, Verdict.ANSWER, id="certain outranks a doubtful scope"),
        pytest.param(found(0.55), 0.2, Verdict.OUT_OF_SCOPE, id="uncertain and probably out of scope"),
        pytest.param(found(0.9), 0.01, Verdict.OUT_OF_SCOPE, id="certainly out of scope"),
        pytest.param(found(0.9, exact=1.0), 0.01, Verdict.ANSWER, id="unless it is a stored question"),
    ],
)
def test_verdict(result: SearchResult, in_scope: float, verdict: Verdict) -> None:
    assert DECISION.verdict(result, in_scope) is verdict


def test_the_probability_grows_with_every_kind_of_evidence() -> None:
    shipped = load_decision()
    assert shipped.confidence(found(0.9)) > shipped.confidence(found(0.8)) > shipped.confidence(found(0.55)) > 0
    assert shipped.confidence(found(0.8, 0.1)) < shipped.confidence(found(0.8))
    assert shipped.confidence(found()) == 0


def test_the_shipped_thresholds_are_in_order_and_every_weight_is_known() -> None:
    shipped = load_decision()
    assert 0 < shipped.clarify_at.curated < shipped.answer_at.curated < 1
    assert 0 < shipped.clarify_at.clause < shipped.answer_at.clause < 1
    assert 0 < shipped.certainly_out_below < shipped.out_of_scope_below < 1
    assert set(shipped.curated.weights) == set(shipped.clause.weights) == set(evidence(found(0.55)))


def test_evidence_of_nothing_is_zero() -> None:
    assert set(evidence(found()).values()) == {0.0}


def test_a_sibling_is_no_rival() -> None:
    alone = SearchResult((Hit(BORROWING, 3.0, EVERY_FEATURE), Hit(BORROWING_TIME, 2.9, EVERY_FEATURE)), 1, {})
    assert evidence(alone)["margin"] == 5.0


def test_an_uncertain_candidate_is_offered_not_answered() -> None:
    turn = ask(answerer_over(BORROWING, BORROWING_TIME), "办图书借阅证，带本人身份证到图书馆借书要啥")
    answer = answered(turn)
    assert answer.outcome is Outcome.CLARIFICATION
    assert {button.title for button in answer.buttons} <= {BORROWING.questions[0], BORROWING_TIME.questions[0]}
    assert not answer.citations


@pytest.mark.parametrize(
    ("text", "in_scope", "intent", "outcome"),
    [
        ("今天股票涨了吗", 1.0, "ask_policy", Outcome.NO_ANSWER),
        ("今天股票涨了吗", 0.01, "ask_policy", Outcome.OUT_OF_SCOPE),
        ("要带什么", 1.0, "ask_aspect", Outcome.CLARIFICATION),
    ],
)
def test_without_evidence_nothing_is_answered(text: str, in_scope: float, intent: str, outcome: Outcome) -> None:
    answer = answered(ask(answerer_over(SUBSIDY, in_scope=in_scope), text, intent=intent))
    assert answer.outcome is outcome
    assert answer.citations == ()


def test_a_rule_of_one_county_asks_where_the_citizen_is() -> None:
    answer = answered(ask(answerer_over(SUBSIDY), "果农补助发多少？", region=""))
    assert answer.outcome is Outcome.CLARIFICATION
    assert "灵宝市" in {button.title for button in answer.buttons}


@pytest.mark.parametrize(("region", "outcome"), [(LINGBAO, Outcome.ANSWERED), (HUBIN, Outcome.NO_ANSWER)])
def test_who_said_where_they_are_is_answered_from_there_or_not_at_all(region: str, outcome: Outcome) -> None:
    assert answered(ask(answerer_over(SUBSIDY), "果农补助发多少？", region=region)).outcome is outcome


def test_a_repealed_rule_is_named_as_such_with_its_successor() -> None:
    old = replace(BORROWING, validity=REPEALED, successor="《示例市阅读办法》")
    turn = ask(answerer_over(old), "图书借阅证要带什么材料？")
    answer = answered(turn)
    assert answer.text.startswith("请注意：《示例市图书借阅办法》已于2025年1月1日废止")
    assert "现行规定见《示例市阅读办法》" in answer.text
    assert {citation.status for citation in answer.citations} == {Status.REPEALED}
    assert "decide:not_in_force" in turn.rules


def test_the_rule_in_force_is_preferred_to_the_one_it_replaced() -> None:
    old = replace(BORROWING, id="old@1#0", entry_id="old", text="旧的说法。", spoken="旧的说法。", validity=REPEALED)
    for passages in ((old, BORROWING), (BORROWING, old)):
        answer = answered(ask(answerer_over(*passages), "图书借阅证要带什么材料？《示例市图书借阅办法》", region=HOME))
        assert "旧的说法" not in answer.text


def test_a_clause_is_offered_by_its_place_and_first_words() -> None:
    clause = replace(BORROWING, kind=PassageKind.CLAUSE, questions=(), spoken="")
    buttons = answered(ask(answerer_over(clause), "办图书借阅证，带本人身份证到图书馆借书要啥")).buttons
    assert [button.title for button in buttons] == ["“带身份证到借阅点，当场办好”（示政办〔2025〕8号第三条）"]


def test_named_place_year_and_unit_are_evidence() -> None:
    agreeing = {"place": 1.0, "year": 1.0, "responsible": 1.0, Feature.DOCUMENT_NUMBER: 1.0}
    hit = Hit(BORROWING, 1.0, EVERY_FEATURE | agreeing)
    assert evidence(SearchResult((hit,), 1, {}))["named"] == 4.0
