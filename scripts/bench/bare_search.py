"""The peer of a search: bm25s on jieba words and a flat FAISS index on the same passages and vectors, nothing else."""

import os
from collections.abc import Sequence

import bm25s
import faiss
import numpy as np

from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.search.fusion import reciprocal_ranks
from knowledge.text.tokens import default_tokenizer

DEPTH = 10


class BareSearch:
    """Both libraries as their own examples use them, their ten best fused by reciprocal rank."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lexical = bm25s.BM25()
        self._lexical.index([_words(text) for text in texts], show_progress=False)
        self._dense = faiss.IndexFlatIP(vectors.shape[1])
        self._dense.add(np.ascontiguousarray(vectors, np.float32))
        self._depth = min(DEPTH, len(texts))

    def search(self, question: str) -> list[int]:
        """Return the best rows, the question's embedding included."""
        vector = self._encoder.encode_queries([question])
        faiss.omp_set_num_threads(os.cpu_count() or 1)  # its default, which the service's own search lowers
        _, near = self._dense.search(vector, self._depth)
        lexical, _ = self._lexical.retrieve([_words(question)], k=self._depth, show_progress=False)
        scores = reciprocal_ranks([near[0], np.asarray(lexical[0], np.int64)])
        return sorted(scores, key=lambda row: (-scores[row], row))[:DEPTH]


def _words(text: str) -> list[str]:
    return [word for word in default_tokenizer().cut(text) if word.strip()]
