import json
from pathlib import Path

import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.evaluation.retrieval import evaluate_retrieval
from tests.unit.knowledge.evaluation.sets import write_set

METRICS = {"recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"}


def test_gives_the_figures_of_the_contract(tmp_path: Path) -> None:
    found = evaluate_retrieval(*write_set(tmp_path), encoder=HashedEncoder(64))
    assert found.keys() == {"queries", "corpus", "rankers", "index_seconds", "peak_rss_mb", "query_ms"}
    assert (found["queries"], found["corpus"], found["query_ms"].keys()) == (6, 6, {"p50", "p95"})
    assert found["rankers"].keys() == {"bm25", "dense", "rrf", "yihaoda"}
    assert all(metrics.keys() == METRICS for metrics in found["rankers"].values())
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("ranker", ["bm25", "dense", "rrf", "yihaoda"])
def test_every_ranker_finds_what_is_named_outright(tmp_path: Path, ranker: str) -> None:
    found = evaluate_retrieval(*write_set(tmp_path), encoder=HashedEncoder(256))
    assert found["rankers"][ranker]["mrr@10"] == 1
