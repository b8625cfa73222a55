import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.metrics import summarise

NAMES = {"recall@1": "R@1", "recall@5": "R@5", "recall@10": "R@10", "mrr@10": "RR@10", "ndcg@10": "nDCG@10"}
ids = st.sampled_from([f"p{n:02}" for n in range(30)])


@given(
    data=st.dictionaries(
        st.sampled_from(["q1", "q2", "q3"]),
        st.tuples(st.lists(ids, unique=True, max_size=15), st.frozensets(ids, min_size=1, max_size=5)),
        min_size=1,
    )
)
def test_equal_those_of_ir_measures(data: dict[str, tuple[list[str], frozenset[str]]]) -> None:
    rankings = {query: ranking for query, (ranking, _) in data.items()}
    relevant = {query: passages for query, (_, passages) in data.items()}
    found = summarise(rankings, relevant)
    run = {query: {p: float(-rank) for rank, p in enumerate(ranking)} for query, ranking in rankings.items()}
    qrels = {query: dict.fromkeys(passages, 1) for query, passages in relevant.items()}
    measures = [ir_measures.parse_measure(name) for name in NAMES.values()]
    expected = ir_measures.calc_aggregate(measures, qrels, run)
    for name, measure in zip(NAMES, measures, strict=True):
        assert found[name] == pytest.approx(expected[measure]), name


def test_a_query_without_a_ranking_counts_nothing() -> None:
    assert summarise({}, {"q": frozenset("a")})["mrr@10"] == 0
