"""Hybrid search: lexical and dense, passage side and question side, explained hit by hit."""

from collections.abc import Mapping
from time import perf_counter

import numpy as np

from knowledge.embedding.encoder import Encoder
from knowledge.index.bm25 import Scores
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.view import IndexView
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Passage
from knowledge.model.scope import Scope
from knowledge.search.candidates import Candidates, Query, gather
from knowledge.search.features import Feature
from knowledge.search.fusion import contributions
from knowledge.search.prior import passage_prior
from knowledge.search.ranker import LinearRanker, load_ranker
from knowledge.search.settings import SearchSettings, search_settings
from knowledge.search.wording import QueryWording
from knowledge.wording.reader import WordingReader, default_reader


class HybridSearch:
    """Finds passages. Threads may share it; it sees each change as soon as the index has applied it."""

    def __init__(
        self,
        index: PolicyIndex,
        encoder: Encoder,
        settings: SearchSettings | None = None,
        ranker: LinearRanker | None = None,
        reader: WordingReader | None = None,
    ) -> None:
        self._reader = reader or default_reader()
        self._index = index
        self._encoder = encoder
        self._settings = settings or search_settings()
        self._ranker = ranker or load_ranker()

    def search(self, text: str, scope: Scope, *, k: int = 10) -> SearchResult:
        """Return the best ``k`` passages for a question, best first."""
        started, view = perf_counter(), self._index.view
        reading = self._reader.read(text)
        vector = self._encoder.encode_queries([reading.mended])[0]
        encoded = perf_counter()
        analyzer = self._index.analyzer
        wording = QueryWording.read(reading, analyzer, self._settings)
        query = Query.read(text, vector, analyzer, wording, passage_prior(self._encoder.family))
        candidates = gather(view, query, scope, self._settings)
        gathered = perf_counter()
        hits = self._rank(view, query, candidates, k)
        timing = {"encode": encoded - started, "gather": gathered - encoded, "rank": perf_counter() - gathered}
        milliseconds = {name: seconds * 1000 for name, seconds in timing.items()}
        return SearchResult(hits, view.generation, milliseconds, tuple(map(str, reading.added)))

    @property
    def wording(self) -> str:
        """Fingerprint of the map and the word lists by which questions are read; the index does not depend on it."""
        return self._reader.name

    @property
    def index(self) -> PolicyIndex:
        """What is searched."""
        return self._index

    @property
    def reader(self) -> WordingReader:
        """What questions are read by."""
        return self._reader

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        """Return every passage of an entry in its own order; empty when the entry is unknown."""
        return self._index.passages_of(entry_id)

    def _rank(self, view: IndexView, query: Query, candidates: Candidates, k: int) -> tuple[Hit, ...]:
        parts = contributions(candidates.features, self._settings, self._ranker)
        total = np.sum(list(parts.values()), axis=0)
        values: dict[str, Scores] = {str(name): column for name, column in candidates.features.items()}
        values |= {f"{name}.contribution": part for name, part in parts.items()}
        return tuple(
            _hit(
                view,
                int(candidates.rows[at]),
                query,
                float(total[at]),
                {name: float(column[at]) for name, column in values.items()},
            )
            for at in np.lexsort((candidates.rows, -total))[:k]
        )


def _hit(view: IndexView, row: int, query: Query, score: float, features: Mapping[str, float]) -> Hit:
    """Decode a candidate; name the question that led to it unless its text was nearer."""
    passage = view.passage(row)
    by_question = (
        features[Feature.DENSE_QUESTION] >= features[Feature.DENSE_PASSAGE] or features[Feature.QUESTION_EXACT]
    )
    matched = (
        passage.questions[view.nearest("questions", query.vector, row)] if by_question and passage.questions else ""
    )
    return Hit(passage, score, features, matched)
