"""From features to one score: a weighted sum that anyone can recompute from ``Hit.features``."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.index.bm25 import Scores
from knowledge.index.view import Rows
from knowledge.search.features import Feature
from knowledge.search.ranker import LinearRanker
from knowledge.search.settings import SearchSettings
from knowledge.search.standardise import standardise

RRF_K = 60


def contributions(
    features: Mapping[Feature, Scores], settings: SearchSettings, ranker: LinearRanker
) -> dict[str, Scores]:
    """Return what each feature adds to the score of every candidate; the score is their sum."""
    parts = ranker.contributions(features)
    parts |= {name: np.float32(weight) * features[name] for name, weight in settings.plain.items()}
    parts |= by_sound(features, parts, settings)
    above = np.maximum(features[Feature.DENSE_QUESTION] - np.float32(settings.question.above), 0)
    parts[Feature.DENSE_QUESTION] = np.float32(settings.question.weight) * above
    parts[Feature.DENSE_NEGATIVE] = np.float32(-settings.negative_demotion) * misleading(features)
    return parts


def by_sound(
    features: Mapping[Feature, Scores], parts: Mapping[str, Scores], settings: SearchSettings
) -> dict[str, Scores]:
    """Return what sound and pairs of characters add when the question is garbled to some degree."""
    degree, garbled = features[Feature.GARBLED], settings.garbled
    written: Scores = parts[Feature.BM25_BIGRAMS] * (1 - np.float32(garbled.bigrams_off) * degree)
    sound: Scores = np.float32(garbled.pinyin) * degree * standardise(features[Feature.PINYIN])
    return {Feature.BM25_BIGRAMS: written, Feature.PINYIN: sound}


def misleading(features: Mapping[Feature, Scores]) -> Scores:
    """Return 1 for candidates whose negative question is nearer than their questions, unless one matches exactly."""
    negative, own = features[Feature.DENSE_NEGATIVE], features[Feature.DENSE_QUESTION]
    nearer = np.greater(negative, own) & np.greater(negative, features[Feature.DENSE_PASSAGE])
    return (nearer & np.equal(features[Feature.QUESTION_EXACT], 0)).astype(np.float32)


def reciprocal_ranks(rankings: Sequence[Rows], k: int = RRF_K) -> dict[int, float]:
    """Return the fused score of every row in ``rankings`` (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking.tolist(), start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (k + rank)
    return scores
