"""From a question to candidates and their raw features."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.embedding.encoder import Vectors
from knowledge.index.analysis import Analyzer, Keys, bigram_keys
from knowledge.index.bm25 import Bm25, Scores
from knowledge.index.postings import Mask
from knowledge.index.view import IndexView, Rows
from knowledge.model.scope import Scope
from knowledge.search.features import Feature
from knowledge.search.settings import SearchSettings
from knowledge.search.wording import QueryWording, garbled, scores_with


@dataclass(frozen=True, slots=True)
class Query:
    """A question as every field of the index needs it."""

    words: Keys
    bigrams: Keys
    numbers: Keys
    question: Keys
    vector: Vectors
    wording: QueryWording

    @classmethod
    def read(cls, text: str, vector: Vectors, analyzer: Analyzer, wording: QueryWording) -> "Query":
        """Analyse a question."""
        return cls(
            analyzer.word_keys(text),
            bigram_keys(text),
            analyzer.number_keys(text),
            analyzer.question_keys(text),
            vector,
            wording,
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows of a view with their features, each an array over the rows."""

    rows: Rows
    features: Mapping[Feature, Scores]


def gather(view: IndexView, query: Query, scope: Scope, settings: SearchSettings) -> Candidates:
    """Return the union of what every field thinks best inside the scope, with all features of each."""
    mask, k = view.mask(scope), settings.candidates
    if not mask.any():
        return Candidates(np.empty(0, np.int64), dict.fromkeys(Feature, np.empty(0, np.float32)))
    lexical = lexical_scores(view, query, settings)
    dense = [view.dense_top(name, query.vector, k, mask) for name in ("passages", "windows", "questions")]
    rows = np.unique(np.concatenate([*dense, *(top(scores, k, mask) for scores in lexical.values())]))
    features = {name: scores[rows] for name, scores in lexical.items()}
    features |= dense_features(view, query.vector, rows)
    features[Feature.GARBLED] = garbled(view, query.bigrams, query.wording, rows, settings)
    features[Feature.REGION] = region_feature(view, rows, scope)
    return Candidates(rows, features)


def lexical_scores(view: IndexView, query: Query, settings: SearchSettings) -> dict[Feature, Scores]:
    """Return the features that come as a score of every row."""
    fields, words, bigrams = view.fields, settings.bm25_words, settings.bm25_bigrams
    added, pinyin = query.wording, settings.bm25_pinyin
    return {
        Feature.BM25_WORDS: scores_with(fields["words"], query.words, added.words, Bm25(words.k1, words.b)),
        Feature.BM25_BIGRAMS: scores_with(fields["bigrams"], query.bigrams, added.bigrams, Bm25(bigrams.k1, bigrams.b)),
        Feature.PINYIN: fields["sounds"].scores(added.sounds, Bm25(pinyin.k1, pinyin.b)),
        Feature.TITLE: fields["titles"].coverage(query.words),
        Feature.COVERAGE: fields["words"].coverage(query.words),
        Feature.QUESTION_EXACT: np.sign(fields["marks"].coverage(query.question)),
        Feature.DOCUMENT_NUMBER: np.sign(fields["marks"].coverage(query.numbers)),
    }


def dense_features(view: IndexView, vector: Vectors, rows: Rows) -> dict[Feature, Scores]:
    """Return the cosines of candidates; -1 where a passage has no such vector."""
    passage, window = view.dense_best("passages", vector, rows), view.dense_best("windows", vector, rows)
    return {
        Feature.DENSE_PASSAGE: passage,
        Feature.DENSE_WINDOW: window,
        Feature.DENSE_TEXT: np.maximum(passage, window),
        Feature.DENSE_QUESTION: view.dense_best("questions", vector, rows),
        Feature.DENSE_NEGATIVE: view.dense_best("negatives", vector, rows),
    }


def region_feature(view: IndexView, rows: Rows, scope: Scope) -> Scores:
    """Return how specific each candidate's region is: 1 for the first of the ladder, 0 beyond it."""
    if not scope.regions:
        return np.zeros(len(rows), np.float32)
    return (1 - view.region_ranks(rows, scope.regions) / len(scope.regions)).astype(np.float32)


def top(scores: Scores, k: int, mask: Mask) -> Rows:
    """Return up to ``k`` rows of ``mask`` with the highest scores above 0, in no order."""
    eligible = np.flatnonzero(mask & (scores > 0))
    if len(eligible) <= k:
        return eligible
    return eligible[np.argpartition(scores[eligible], -k)[-k:]]
