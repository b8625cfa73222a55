"""English questions read into Chinese search words, by a reviewed list of terms. Only the question is read: answers stay
verbatim.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+(?:[.,]\d+)*", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_WORDS = 2


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    asks: dict[str, tuple[str, ...]]
    terms: dict[str, tuple[str, ...]]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an English question was read as. ``known`` is the share of its meaningful words that were understood, those
    that only ask (how long, where) not counted; ``terms`` whether there was any such word.
    """

    chinese: str
    known: float
    terms: bool


@dataclass(frozen=True, slots=True)
class EnglishReader:
    """Reads by the longest phrases first. ``phrases`` maps English words to Chinese and whether they ask for an aspect."""

    phrases: Mapping[tuple[str, ...], tuple[str, bool]]
    plain: frozenset[str]
    order: tuple[str, ...]
    longest: int

    def read(self, text: str) -> Reading | None:
        """Return the reading of an English text; nothing where the text is not English."""
        if not is_english(text):
            return None
        words = [_stem(word.lower()) for word in _WORD.findall(text)]
        terms: dict[str, None] = {}
        asks: dict[str, None] = {}
        known = unknown = 0
        for found, length in self._cut(words):
            if found is None:
                unknown += 1
            elif found[1]:
                asks[found[0]] = None
            elif found[0]:
                known += length
                terms[found[0]] = None
        said = "".join(term for term in terms if not _within(term, terms))
        return Reading(said + self._asked(asks), known / max(known + unknown, 1), terms=bool(terms))

    def _asked(self, asks: Mapping[str, None]) -> str:
        """Return what is asked; the first of the list says the most."""
        return min(asks, key=self.order.index, default="")

    def _cut(self, words: list[str]) -> Iterator[tuple[tuple[str, bool] | None, int]]:
        """Yield each phrase with its Chinese, empty for words without meaning, nothing for words that are not known."""
        at = 0
        while at < len(words):
            for length in range(min(self.longest, len(words) - at), 0, -1):
                found = self.phrases.get(tuple(words[at : at + length]))
                if found:
                    yield found, length
                    at += length
                    break
            else:
                word = words[at]
                yield (word, False) if word.isdigit() else (("", False) if word in self.plain else None), 1
                at += 1


def is_english(text: str) -> bool:
    """Whether a text is English words with no Chinese among them worth the name."""
    words = _WORD.findall(text)
    letters = sum(len(word) for word in words if not word[0].isdigit())
    return len(words) >= _LEAST_WORDS and len(_HAN.findall(text)) * 8 < letters


@cache
def english_reader() -> EnglishReader:
    """Load the reviewed list."""
    path = Path(__file__).with_name("english.yml")
    data = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
    phrases = {
        tuple(_stem(word.lower()) for word in _WORD.findall(english)): (chinese, asks)
        for rows, asks in ((data.asks, True), (data.terms, False))
        for chinese, said in rows.items()
        for english in said
    }
    return EnglishReader(
        phrases, frozenset(_stem(word) for word in data.plain), tuple(data.asks), max(map(len, phrases))
    )


def _stem(word: str) -> str:
    """Bring plural and singular, British and American spelling together."""
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return (
        word.replace("our", "or").replace("licence", "license").replace("enrol", "enroll").replace("enrolll", "enroll")
    )


def _within(term: str, terms: Mapping[str, None]) -> bool:
    """Whether another term says it already."""
    return any(term != other and term in other for other in terms)
