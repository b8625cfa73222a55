"""The rankers we measure ourselves against, in the same run."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import bm25s
import numpy as np

from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.evaluation.files import CorpusRow
from knowledge.index.view import Rows
from knowledge.search.fusion import reciprocal_ranks
from knowledge.text.tokens import Tokenizer

FUSED_DEPTH = 100

Ranker: TypeAlias = Callable[[str], Rows]
"""Returns the best rows of the corpus for a question, best first."""


def bm25_ranker(rows: Sequence[CorpusRow], tokenizer: Tokenizer) -> Ranker:
    """BM25 as the library bm25s ships it, on jieba words of title and text."""

    def words(text: str) -> list[str]:
        return [word for word in tokenizer.cut(text) if word.strip()]

    library = bm25s.BM25()
    library.index([words(f"{row.title}\n{row.text}") for row in rows], show_progress=False)

    def rank(question: str) -> Rows:
        cut = words(question)
        return _best(np.asarray(library.get_scores(cut))) if cut else np.empty(0, np.int64)

    return rank


def dense_ranker(vectors: Vectors, encoder: Encoder) -> Ranker:
    """Cosine of the embedding model on whole passages."""
    return lambda question: _best(vectors @ encoder.encode_queries([question])[0])


def fused_ranker(*rankers: Ranker) -> Ranker:
    """Reciprocal rank fusion with k = 60."""

    def rank(question: str) -> Rows:
        scores = reciprocal_ranks([ranker(question) for ranker in rankers])
        return np.array(sorted(scores, key=lambda row: (-scores[row], row)), np.int64)

    return rank


def _best(scores: Vectors) -> Rows:
    return np.argsort(-scores, kind="stable")[:FUSED_DEPTH]
