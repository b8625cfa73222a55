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
from knowledge.search.settings import FeedbackSettings, SearchSettings
from knowledge.search.standardise import standardise
from knowledge.search.wording import QueryWording, garbled, scores_with, with_added

PROPOSING = (
    Feature.BM25_WORDS,
    Feature.BM25_BIGRAMS,
    Feature.PINYIN,
    Feature.TITLE,
    Feature.COVERAGE,
    Feature.QUESTION_EXACT,
    Feature.DOCUMENT_NUMBER,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as every field of the index needs it."""

    words: Keys
    bigrams: Keys
    numbers: Keys
    question: Keys
    vector: Vectors
    wording: QueryWording
    prior: Vectors | None = None

    @classmethod
    def read(
        cls, text: str, vector: Vectors, analyzer: Analyzer, wording: QueryWording, prior: Vectors | None = None
    ) -> "Query":
        """Analyse a question. ``prior`` is the direction of passages that answer, of the model of ``vector``."""
        return cls(
            analyzer.word_keys(text),
            bigram_keys(text),
            analyzer.number_keys(text),
            analyzer.question_keys(text),
            vector,
            wording,
            prior,
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
    rows = np.unique(np.concatenate([*dense, *(top(lexical[name], k, mask) for name in PROPOSING)]))
    features = {name: scores[rows] for name, scores in lexical.items()}
    features |= dense_features(view, query.vector, rows)
    features |= document_features(view, query, rows, settings)
    features[Feature.LENGTH] = np.log1p(view.text_lengths[rows]).astype(np.float32)
    features[Feature.GARBLED] = garbled(view, query.bigrams, query.wording, rows, settings)
    features[Feature.REGION] = region_feature(view, rows, scope)
    features[Feature.PRIOR] = prior_feature(view, rows, query.prior)
    features[Feature.FEEDBACK] = feedback(view, query.vector, rows, first_look(features, settings), settings.feedback)
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
        Feature.COVERAGE: fields["words"].coverage(with_added(query.words, added.words)),
        Feature.COVERAGE_PAIRS: fields["bigrams"].coverage(with_added(query.bigrams, added.bigrams)),
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


def prior_feature(view: IndexView, rows: Rows, direction: Vectors | None) -> Scores:
    """Return how far candidates lie in the direction of passages that answer; 0 where none is known."""
    return np.zeros(len(rows), np.float32) if direction is None else view.dense_best("passages", direction, rows)


def document_features(view: IndexView, query: Query, rows: Rows, settings: SearchSettings) -> dict[Feature, Scores]:
    """Return what the document of each candidate says of it."""
    pairs, documents = settings.bm25_bigrams, view.documents
    of_rows = documents.of_rows[rows]
    return {
        Feature.DOCUMENT: documents.scores(query.bigrams, Bm25(pairs.k1, pairs.b))[of_rows],
        Feature.DOCUMENT_SIZE: np.log1p(documents.sizes[of_rows]).astype(np.float32),
    }


def first_look(features: Mapping[Feature, Scores], settings: SearchSettings) -> Scores:
    """Return the plain sum by which the passages of the feedback are chosen."""
    scores = [np.float32(weight) * standardise(features[name]) for name, weight in settings.first_look.items()]
    return np.asarray(np.sum(scores, axis=0), np.float32)


def feedback(view: IndexView, vector: Vectors, rows: Rows, scores: Scores, settings: FeedbackSettings) -> Scores:
    """Return the cosine with the question moved towards its best candidates (Rocchio, 1971; Li et al., 2021)."""
    best = rows[np.argsort(-scores, kind="stable")[: settings.passages]]
    moved: Vectors = vector + np.float32(settings.weight) * view.mean_vector("passages", best)
    length = np.float32(np.linalg.norm(moved))
    return view.dense_best("passages", moved / length, rows)


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
