"""Texts to terms: what the lexical fields of the index hold, as 64-bit keys."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.model.passage import Passage
from knowledge.text.document_number import find_all, normalise
from knowledge.text.sounds import syllable_table
from knowledge.text.tokens import Tokenizer, default_tokenizer, fold

Keys = NDArray[np.uint64]
"""Terms by the first 64 bits of their BLAKE2b digest; a collision among a million terms has odds of 1 in 37 million."""

STOP_WORDS = Path(__file__).parents[1] / "dictionary" / "stop_words.txt"
SHORTEST_AGENCY = 2
_ASCII_DIGIT, _ASCII_LETTER = (0x30, 0x3A), (0x61, 0x7B)


class Analyzer:
    """Turns texts into terms, at indexing and at search alike."""

    def __init__(self, tokenizer: Tokenizer, stop_words: Path = STOP_WORDS, own: Iterable[str] = ()) -> None:
        """``own`` are stop words beside those of the file."""
        self._tokenizer = tokenizer
        lines = stop_words.read_text("utf-8").splitlines()
        self.stop_words = frozenset((*(line.strip() for line in lines if not line.startswith("#")), *own))

    @cached_property
    def name(self) -> str:
        """Fingerprint: keys of equal names may be compared."""
        stop_words = term_key(" ".join(sorted(self.stop_words)))
        return f"{self._tokenizer.name}+{stop_words:016x}+sounds/{syllable_table().digest}"

    def words(self, text: str) -> list[str]:
        """Return the words of a text that carry meaning, in jieba's search mode."""
        cut = self._tokenizer.cut_for_search(fold(text))
        return [word for word in cut if word not in self.stop_words and word[0].isalnum()]

    def word_keys(self, text: str) -> Keys:
        """Return the words of a text as keys, repeated as often as they stand there."""
        return term_keys(self.words(text))

    def mark_keys(self, passage: Passage) -> Keys:
        """Return the keys a passage is met by exactly: its 发文字号 and its whole questions."""
        numbers = {source.document_number for source in passage.sources if source.document_number}
        marks = {number_mark(normalise(number)) for number in numbers} | {question_mark(q) for q in passage.questions}
        return term_keys(sorted(marks))

    def number_keys(self, text: str) -> Keys:
        """Return the keys of the document numbers in a question, words before the agency cut off in every way."""
        numbers = [found.number for found in find_all(text)]
        return term_keys(
            number_mark(str(replace(number, agency=number.agency[start:])))
            for number in numbers
            for start in range(len(number.agency) - SHORTEST_AGENCY + 1)
        )

    def question_keys(self, text: str) -> Keys:
        """Return the key of a question taken as a whole."""
        return term_keys([question_mark(text)])


@cache
def default_analyzer() -> Analyzer:
    """Return the analyzer of the shipped dictionary and stop words, one for the process."""
    return Analyzer(default_tokenizer())


def term_keys(terms: Iterable[str]) -> Keys:
    """Return the keys of terms, in order."""
    return np.array([term_key(term) for term in terms], np.uint64)


@lru_cache(maxsize=1 << 16)
def term_key(term: str) -> int:
    """Return the key of a term."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest())


def number_mark(number: str) -> str:
    """Return the mark of a document number in its standard spelling."""
    return f"文号\x1f{number}"


def question_mark(question: str) -> str:
    """Return the mark of a question: its letters and figures alone, so that punctuation does not matter."""
    return "问\x1f" + "".join(filter(str.isalnum, fold(question)))


def bigram_keys(text: str) -> Keys:
    """Return every pair of neighbouring letters, figures or Chinese characters, as two code points in one key."""
    points = np.frombuffer(fold(text).encode("utf-32-le", "replace"), np.uint32)
    ascii_word = _within(points, *_ASCII_DIGIT) | _within(points, *_ASCII_LETTER)
    word = ascii_word | _within(points, 0x3400, 0xA000) | (points > 0xFFFF)
    pairs = word[:-1] & word[1:]
    keys: Keys = (points[:-1][pairs].astype(np.uint64) << np.uint64(32)) | points[1:][pairs]
    return keys


def _within(points: NDArray[np.uint32], start: int, stop: int) -> NDArray[np.bool_]:
    return (points >= start) & (points < stop)


def weighted(keys: Keys) -> tuple[Keys, NDArray[np.float32]]:
    """Return the distinct keys and how often each stands there."""
    counts = Counter(keys.tolist())
    return np.array(list(counts), np.uint64), np.array(list(counts.values()), np.float32)
