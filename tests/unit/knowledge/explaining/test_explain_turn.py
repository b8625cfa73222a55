from dataclasses import replace
from datetime import date

import pytest

from knowledge.answering.answer import Answer, Citation, QuoteOrigin
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import load_decision
from knowledge.answering.outcome import Outcome
from knowledge.explaining.rivals import feature_shares, rivals_of
from knowledge.explaining.texts import feature_labels
from knowledge.explaining.turns import explain_turn, threshold_of
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Passage, PassageKind, Source
from knowledge.model.validity import Status
from knowledge.search.features import Feature
from knowledge.search.ranker import load_ranker
from knowledge.search.settings import search_settings

DECISION = load_decision()
BLANK = dict.fromkeys(map(str, Feature), 0.0)
DAY = date(2026, 6, 1)


def hit(entry: str, score: float, **features: float) -> Hit:
    passage = Passage(
        f"{entry}@1#0",
        entry,
        1,
        PassageKind.ANSWER,
        f"条目{entry}",
        "内容",
        (Source("办法"),),
        "411200",
        questions=("问",),
    )
    return Hit(passage, score, BLANK | features)


def turn(outcome: Outcome, *hits: Hit, rules: tuple[str, ...] = (), confidence: float = 0.2) -> TurnContext:
    citation = Citation("a", "办法", "", "", "内容", QuoteOrigin.CLAUSE, Status.IN_FORCE, None, None, "", "")
    citations = (citation,) if outcome is Outcome.ANSWERED else ()
    context = TurnContext("t", "问题", DAY, confidence=confidence)
    context.answer = Answer(outcome, "", "", citations)
    context.found = SearchResult(hits, 1, {})
    context.rules = list(rules)
    return context


@pytest.mark.parametrize(
    ("context", "says"),
    [
        (turn(Outcome.ANSWERED, hit("a", 9, question_exact=1.0)), "一字不差"),
        (turn(Outcome.ANSWERED, hit("a", 9), hit("b", 2), confidence=0.9), "90% 达到直接答复的门槛 39%，领先第 2 名 7.00"),
        (turn(Outcome.ANSWERED, hit("a", 9), confidence=0.9), "没有别的条目"),
        (turn(Outcome.ANSWERED, hit("a", 9), rules=("succession:b",)), "改用现在有效的规定"),
        (turn(Outcome.ANSWERED, hit("a", 9), rules=("decide:not_in_force",)), "不在有效期内"),
        (turn(Outcome.CLARIFICATION, hit("a", 5), hit("b", 4.9)), "与第 2 名相差不足（0.10 分），因此反问"),
        (turn(Outcome.CLARIFICATION, hit("a", 5, coverage=0.25), hit("b", 1)), "只有 25% 能在第 1 名里找到"),
        (turn(Outcome.CLARIFICATION, hit("a", 5, coverage=0.9), hit("b", 1)), "没有哪个收录的问法"),
        (
            turn(Outcome.CLARIFICATION, hit("a", 5, coverage=0.9, dense_question=0.9), hit("b", 1)),
            "20% 不到直接答复的门槛 39%，因此反问",
        ),
        (turn(Outcome.CLARIFICATION, hit("a", 9), rules=("decide:region",)), "先问市民在哪里"),
        (turn(Outcome.NO_ANSWER), "没有找到"),
        (turn(Outcome.NO_ANSWER, hit("a", 1), confidence=0.01), "1% 连反问的门槛 14% 也不到"),
        (turn(Outcome.NO_ANSWER, hit("a", 1), rules=("named_document:title",)), "指名的文件"),
        (turn(Outcome.NO_ANSWER, hit("a", 1), rules=("decide:other_audience",)), "另一类对象"),
        (turn(Outcome.OUT_OF_SCOPE, hit("a", 1)), "可能性只有 100%"),
        (turn(Outcome.EMERGENCY), "按“紧急情况”处理"),
    ],
)  # fmt: skip
def test_every_end_has_its_sentence(context: TurnContext, says: str) -> None:
    assert says in explain_turn(context, DECISION)


def test_what_was_never_searched_is_said_so() -> None:
    context = turn(Outcome.SMALLTALK)
    context.found = None
    assert "没有查找政策" in explain_turn(context, DECISION)
    assert rivals_of(context.found) == ()
    assert threshold_of(context, DECISION) == DECISION.answer_at.curated


def test_threshold_is_that_of_the_kind_of_the_first() -> None:
    clause = hit("a", 1)
    clause = replace(clause, passage=replace(clause.passage, kind=PassageKind.CLAUSE))
    assert threshold_of(turn(Outcome.ANSWERED, clause), DECISION) == DECISION.answer_at.clause


def test_shares_are_in_order_and_sum_to_one() -> None:
    rivals = rivals_of(SearchResult((hit("a", 3), hit("b", 2), hit("c", -40)), 1, {}))
    assert sum(rival.share for rival in rivals) == pytest.approx(1)
    assert [rival.share for rival in rivals] == sorted((rival.share for rival in rivals), reverse=True)


def test_features_that_moved_nothing_are_left_out() -> None:
    found = feature_shares(hit("a", 1, **{"title": 0.5, "title.contribution": 0.2, "region.contribution": 0.0}))
    assert {name: (part.value, part.weight, part.label) for name, part in found.items()} == {
        "title": (0.5, 0.2, "标题里有问到的词")
    }


def test_every_feature_that_can_add_to_a_score_has_a_name() -> None:
    ranker, settings = load_ranker(), search_settings()
    names = {*ranker.words, *ranker.meaning, *settings.plain, *Feature, "aspect", "place", "year", "responsible"}
    assert {str(name) for name in names} <= feature_labels().keys()
