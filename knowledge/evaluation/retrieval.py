"""Does search find the passage that answers? Recall, MRR and nDCG of what a citizen gets, and of three peers."""

import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import CorpusRow, QueryRow, RetrievalSet
from knowledge.evaluation.metrics import DEPTH, Ranking, summarise
from knowledge.evaluation.peers import Ranker, bm25_ranker, dense_ranker, fused_ranker
from knowledge.evaluation.progress import progress
from knowledge.search.hybrid import HybridSearch
from knowledge.text.tokens import default_tokenizer


def evaluate_retrieval(
    corpus: Path, queries: Path, qrels: Path, *, encoder: Encoder, split: str | None = None
) -> dict[str, Any]:
    """Index the corpus in a temporary place, ask every question, and return the figures of the contract.

    Args:
        corpus: ``corpus.jsonl``.
        queries: ``queries.jsonl``.
        qrels: ``qrels.tsv``.
        encoder: The embedding model of the service.
        split: Measure the questions whose ``split`` field has this value alone.
    """
    data = RetrievalSet.read(corpus, queries, qrels, split)
    started = perf_counter()
    temporary = TemporaryIndex.build(data.corpus, encoder)
    index_seconds = perf_counter() - started
    own, milliseconds = rank_live(HybridSearch(temporary.index, encoder), data.queries)
    rankings = peer_rankings(data, temporary, encoder) | {"yihaoda": own}
    return {
        "queries": len(data.queries),
        "corpus": len(data.corpus),
        "rankers": {name: summarise(ranking, data.relevant) for name, ranking in rankings.items()},
        "index_seconds": index_seconds,
        "peak_rss_mb": peak_rss_mb(),
        "query_ms": percentiles(milliseconds),
    }


def rank_live(search: HybridSearch, queries: Sequence[QueryRow]) -> tuple[dict[str, Ranking], list[float]]:
    """Return what a citizen gets, and how many milliseconds each question took, its embedding included."""
    rankings: dict[str, Ranking] = {}
    milliseconds = []
    with progress("检索") as report:
        for query in queries:
            started = perf_counter()
            hits = search.search(query.text, EVERYWHERE, k=DEPTH).hits
            milliseconds.append((perf_counter() - started) * 1000)
            rankings[query.id] = [hit.passage.id for hit in hits]
            report(len(rankings), len(queries))
    return rankings, milliseconds


def peer_rankings(data: RetrievalSet, temporary: TemporaryIndex, encoder: Encoder) -> dict[str, dict[str, Ranking]]:
    """Return what the peers make of the same questions."""
    return {
        name: {query.id: [data.corpus[row].id for row in ranker(query.text)[:DEPTH]] for query in data.queries}
        for name, ranker in peer_rankers(data, temporary, encoder).items()
    }


def peer_rankers(data: RetrievalSet, temporary: TemporaryIndex, encoder: Encoder) -> dict[str, Ranker]:
    """Return the peers by name; they rank the rows of the corpus."""
    bm25 = bm25_ranker(data.corpus, default_tokenizer())
    dense = dense_ranker(_vectors(temporary, data.corpus), encoder)
    return {"bm25": bm25, "dense": dense, "rrf": fused_ranker(bm25, dense)}


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    median, high = np.percentile(milliseconds, (50, 95))
    return {"p50": float(median), "p95": float(high)}


def peak_rss_mb() -> float:
    """Return the most memory this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def _vectors(temporary: TemporaryIndex, rows: Sequence[CorpusRow]) -> Vectors:
    """Return the whole-passage vectors the index holds, in the order of the corpus."""
    view = temporary.index.view
    held = np.concatenate([segment.dense["passages"].vectors for segment in view.segments])
    return held[[view.rows_of(row.id).start for row in rows]].astype(np.float32)
