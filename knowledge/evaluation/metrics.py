"""Ranking metrics with binary relevance, as trec_eval defines them."""

from collections.abc import Mapping, Sequence
from math import log2
from statistics import fmean

from knowledge.evaluation.files import Relevant

Ranking = Sequence[str]
DEPTH = 10


def summarise(rankings: Mapping[str, Ranking], relevant: Relevant) -> dict[str, float]:
    """Return the means over all queries of ``relevant``; a query without a ranking counts 0."""
    pairs = [(rankings.get(query, ()), ids) for query, ids in relevant.items()]
    return {
        "recall@1": fmean(recall(ranking, ids, 1) for ranking, ids in pairs),
        "recall@5": fmean(recall(ranking, ids, 5) for ranking, ids in pairs),
        "recall@10": fmean(recall(ranking, ids, DEPTH) for ranking, ids in pairs),
        "mrr@10": fmean(reciprocal_rank(ranking, ids, DEPTH) for ranking, ids in pairs),
        "ndcg@10": fmean(ndcg(ranking, ids, DEPTH) for ranking, ids in pairs),
    }


def recall(ranking: Ranking, relevant: frozenset[str], k: int) -> float:
    """Return the share of the relevant that stand among the first ``k``."""
    return len(relevant.intersection(ranking[:k])) / len(relevant)


def reciprocal_rank(ranking: Ranking, relevant: frozenset[str], k: int) -> float:
    """Return 1 over the rank of the first relevant one, 0 if it is not among the first ``k``."""
    return next((1 / rank for rank, found in enumerate(ranking[:k], start=1) if found in relevant), 0.0)


def ndcg(ranking: Ranking, relevant: frozenset[str], k: int) -> float:
    """Return the discounted cumulative gain at ``k`` as a share of the best possible one."""
    gain = sum(1 / log2(rank + 1) for rank, found in enumerate(ranking[:k], start=1) if found in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gain / ideal
