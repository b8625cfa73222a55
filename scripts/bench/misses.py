"""The worst misses of a set, by the ids of the questions alone: the texts are not ours to print."""

from typing import Any

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import RetrievalSet
from knowledge.search.hybrid import HybridSearch

DEPTH, SHOWN = 100, 10


def worst_misses(data: RetrievalSet, encoder: Encoder) -> list[dict[str, Any]]:
    """Return the questions whose first relevant passage stands lowest; rank 0 means not among the first hundred."""
    search = HybridSearch(TemporaryIndex.build(data.corpus, encoder).index, encoder)
    ranks = {query.id: _rank(search, query.text, data.relevant[query.id]) for query in data.queries}
    lowest = sorted(ranks, key=lambda query: (-(ranks[query] or DEPTH + 1), query))
    return [{"query": query, "rank": ranks[query]} for query in lowest[:SHOWN] if ranks[query] != 1]


def _rank(search: HybridSearch, text: str, relevant: frozenset[str]) -> int:
    hits = search.search(text, EVERYWHERE, k=DEPTH).hits
    return next((rank for rank, hit in enumerate(hits, start=1) if hit.passage.id in relevant), 0)
