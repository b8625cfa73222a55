"""The words that were read into a question, as the lexical fields of the index need them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.analysis import Analyzer, Keys, bigram_keys
from knowledge.index.bm25 import Bm25, LexicalField, Scores
from knowledge.index.view import IndexView, Rows
from knowledge.search.settings import SearchSettings
from knowledge.text.sounds import sound_keys
from knowledge.wording.reading import Means, Reading

Weighted = tuple[Keys, float]


@dataclass(frozen=True, slots=True)
class QueryWording:
    """Added words and pairs of characters, each with the weight of the means it was read by.

    ``sounds`` are those of the whole question; ``doubtful`` says that some of it makes no words.
    """

    words: Sequence[Weighted]
    bigrams: Sequence[Weighted]
    sounds: Keys
    doubtful: bool

    @classmethod
    def read(cls, reading: Reading, analyzer: Analyzer, settings: SearchSettings) -> "QueryWording":
        """Analyse what was read. What the question holds already is not counted again."""
        words, bigrams = analyzer.word_keys(reading.text), bigram_keys(reading.text)
        added_words, added_bigrams = [], []
        for means in Means:
            if (text := reading.by(means)) and (weight := settings.added.get(means, 0.0)):
                new_words = np.setdiff1d(analyzer.word_keys(text), words)
                new_bigrams = np.setdiff1d(bigram_keys(text), bigrams)
                words, bigrams = np.concatenate((words, new_words)), np.concatenate((bigrams, new_bigrams))
                added_words.append((new_words, weight))
                added_bigrams.append((new_bigrams, weight))
        return cls(added_words, added_bigrams, sound_keys(reading.mended), reading.doubtful)


def garbled(view: IndexView, bigrams: Keys, wording: QueryWording, rows: Rows, settings: SearchSettings) -> Scores:
    """Return how much more of the question the candidates hold by sound than by character, 0 to 1, alike for all.

    Where recognition or a keyboard put the right sounds in the wrong characters the best candidate still sounds like
    the question and is no longer written like it.
    """
    if not (wording.doubtful and len(rows)):
        return np.zeros(len(rows), np.float32)
    by_sound = view.fields["sounds"].coverage(wording.sounds)[rows].max()
    by_character = view.fields["bigrams"].coverage(bigrams)[rows].max()
    share = settings.garbled.slope * (float(by_sound - by_character) - settings.garbled.above)
    return np.full(len(rows), min(1.0, max(0.0, share)), np.float32)


def scores_with(field: LexicalField, query: Keys, added: Sequence[Weighted], variant: Bm25) -> Scores:
    """Return the BM25 score of every row for the question, and for each part added to it by its weight."""
    scores = field.scores(query, variant)
    for keys, weight in added:
        scores += np.float32(weight) * field.scores(keys, variant)
    return scores


def with_added(query: Keys, added: Sequence[Weighted]) -> Keys:
    """Return the terms of the question and those read into it."""
    return np.concatenate((query, *(keys for keys, _ in added)))
