"""``python -m scripts.conflict_threshold``: from what likeness on two answers are taken to be asked for by one question.

The questions of every sample answer are split in two: the halves are one question in other words. The nearest answers of
other entries about the same aspect stand for what is another question, though it sounds alike. Prints the model for
``knowledge/conflicts/conflicts.yml``, and for each threshold how many halves are found and how many others are mistaken.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
from numpy.typing import NDArray

from api.gate.library import index_of, sample_library
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.conflicts.likeness import QuestionWords
from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.embedding.store import InMemoryEmbeddingStore
from knowledge.model.passage import Passage
from knowledge.search.hybrid import HybridSearch
from scripts.bench.command import run_command
from scripts.bench.stored_encoder import StoredEncoder

NEIGHBOURS, SEED, STEPS, RATE = 4, 4, 1500, 0.5
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Some questions of an answer and their vectors."""

    passage: Passage
    questions: Sequence[str]
    vectors: Vectors

    def some(self, places: Sequence[int]) -> "Asked":
        """Return a part of the questions."""
        return Asked(self.passage, [self.questions[at] for at in places], self.vectors[list(places)])


def pairs(answers: Sequence[Asked], words: QuestionWords) -> tuple[Figures, Figures]:
    """Return nearest cosine and most shared words of halves, and of neighbours: two arrays of shape ``(n, 2)``."""
    random, same, other = Random(SEED), [], []
    for answer in answers:
        places = random.sample(range(len(answer.questions)), len(answer.questions))
        if len(places) < 2:
            continue
        half = answer.some(places[: len(places) // 2])
        same.append(_figures(half, answer.some(places[len(places) // 2 :]), words))
        other += [_figures(half, near, words) for near in _neighbours(half, answers)]
    return np.array(same), np.array(other)


def _neighbours(half: Asked, answers: Sequence[Asked]) -> list[Asked]:
    mine = half.passage
    rivals = [a for a in answers if a.passage.entry_id != mine.entry_id and a.passage.aspect is mine.aspect]
    return sorted(rivals, key=lambda rival: -float((half.vectors @ rival.vectors.T).max()))[:NEIGHBOURS]


def _figures(one: Asked, other: Asked, words: QuestionWords) -> tuple[float, float]:
    shared = max(words.overlap(*pair) for pair in product(one.questions, other.questions))
    return float((one.vectors @ other.vectors.T).max()), shared


def fitted(same: Figures, other: Figures) -> tuple[float, Figures]:
    """Return intercept and weights of a logistic model in which both kinds weigh the same."""
    rows, labels = np.concatenate((same, other)), np.repeat((1.0, 0.0), (len(same), len(other)))
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scaled = np.column_stack((np.ones(len(rows)), (rows - mean) / deviation))
    balance, weights = np.where(labels == 1, 0.5 / len(same), 0.5 / len(other)), np.zeros(3)
    for _ in range(STEPS):
        weights += RATE * scaled.T @ (balance * (labels - 1 / (1 + np.exp(-scaled @ weights))))
    raw = weights[1:] / deviation
    return float(weights[0] - raw @ mean), raw


def report(same: Figures, other: Figures, family: str) -> dict[str, object]:
    """Return the model and what it finds and mistakes at each threshold."""
    intercept, weights = fitted(same, other)
    found, mistaken = (1 / (1 + np.exp(-(intercept + rows @ weights))) for rows in (same, other))
    return {
        "family": family,
        "intercept": round(intercept, 2),
        "cosine": round(float(weights[0]), 2),
        "words": round(float(weights[1]), 2),
        "thresholds": {
            str(at): {
                "found": round(float((found >= at).mean()), 3),
                "mistaken": round(float((mistaken >= at).mean()), 3),
            }
            for at in THRESHOLDS
        },
    }


def measured(search: HybridSearch, entries: Sequence[str], encoder: Encoder, words: QuestionWords) -> dict[str, object]:
    """Return the report over the curated answers of entries."""
    passages = [p for entry in entries for p in search.passages_of(entry) if p.questions]
    answers = [Asked(p, p.questions, encoder.encode_passages(p.questions)) for p in passages]
    return report(*pairs(answers, words), encoder.family)


def main() -> None:
    """Measure on the sample knowledge, print JSON."""
    settings = Settings()
    encoder = StoredEncoder(load_encoder(settings), settings.data_dir / "bench.db")
    index = asyncio.run(index_of(sample_library(), encoder, InMemoryEmbeddingStore()))
    search = HybridSearch(index, encoder)
    words = QuestionWords(index.view, index.analyzer, search.reader)
    found = measured(search, sorted(index.entry_ids()), encoder, words)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    run_command(main)
