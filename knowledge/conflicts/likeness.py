"""How much alike two wordings are, and how likely two answers are to one question."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import product
from math import exp

import numpy as np

from knowledge.conflicts.settings import conflict_settings
from knowledge.embedding.encoder import Vectors
from knowledge.index.analysis import Analyzer, term_keys
from knowledge.index.view import IndexView
from knowledge.text.tokens import fold
from knowledge.wording.reader import WordingReader
from knowledge.wording.reading import Means

_REMEMBERED = 1 << 15


@lru_cache(maxsize=_REMEMBERED)
def letters_of(text: str) -> str:
    """Return the letters, figures and characters alone, in the spelling that texts are compared in."""
    return "".join(filter(str.isalnum, fold(text)))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters, figures and characters; of one character, that."""
    letters = letters_of(text)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1)) or frozenset(letters)


def shared(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the share of both that they have in common (Dice, Ecology 1945), 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


class QuestionWords:
    """The words of questions as documents would have them, weighed by how rare they are in an index."""

    def __init__(self, view: IndexView, analyzer: Analyzer, reader: WordingReader) -> None:
        self._view = view
        self._analyzer = analyzer
        self._reader = reader
        self._weights: dict[str, float] = {}
        self._words: dict[str, frozenset[str]] = {}

    def overlap(self, one: str, other: str) -> float:
        """Return the share of the weight of two questions that stands in both, 0 to 1."""
        ours, theirs = self._of(one), self._of(other)
        total = sum(map(self._weight, ours)) + sum(map(self._weight, theirs))
        return 2 * sum(map(self._weight, ours & theirs)) / total if total else 0.0

    def _of(self, question: str) -> frozenset[str]:
        if question not in self._words:
            reading = self._reader.read(question)
            text = f"{reading.mended}\n{reading.by(Means.COLLOQUIAL)}"
            self._words[question] = frozenset(self._analyzer.words(text))
        return self._words[question]

    def _weight(self, word: str) -> float:
        if word not in self._weights:
            field = self._view.fields["words"]
            keys = term_keys([word])
            self._weights[word] = float(field.idf([part.spans(keys) for part in field.parts])[0])
        return self._weights[word]


class Likeness:
    """Tells whether two answers are asked for by the same question; with a model it does not know, by words alone."""

    def __init__(self, words: QuestionWords, family: str) -> None:
        self._words = words
        self._knows = family == conflict_settings().questions.family

    def may_be_one(self, probability: float, mine: str, theirs: str) -> bool:
        """Whether two answers of such a probability speak of one matter: their own words have to agree, too."""
        if probability < self.threshold:
            return False
        return probability == 1.0 or self._words.overlap(mine, theirs) >= conflict_settings().answers_share

    def probability(self, ours: Iterable[str], theirs: Iterable[str], cosines: Vectors) -> float:
        """Return how likely it is, 0 to 1; 1 where a question of either is one of the other's, letter for letter.

        ``cosines`` are those of all their questions, shape ``(ours, theirs)``.
        """
        ours, theirs = tuple(ours), tuple(theirs)
        if {letters_of(question) for question in ours} & {letters_of(question) for question in theirs}:
            return 1.0
        words = max((self._words.overlap(one, other) for one, other in product(ours, theirs)), default=0.0)
        if not self._knows:
            return words
        model = conflict_settings().questions
        logit = model.intercept + model.cosine * float(np.max(cosines, initial=0.0)) + model.words * words
        return 1 / (1 + exp(-max(-60.0, min(60.0, logit))))

    @property
    def threshold(self) -> float:
        """From what probability on they are taken for one question."""
        settings = conflict_settings()
        return settings.questions.threshold if self._knows else settings.words_only
