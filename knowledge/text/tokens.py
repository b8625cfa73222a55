"""Words: jieba's segmentation behind one port, as the reference and as a fast engine that cuts alike."""

import hashlib
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import rjieba

from knowledge.errors import InvalidInput
from knowledge.text.normalise import to_simplified

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
    import jieba

_LATIN = re.compile(r"[a-zA-Z0-9.+#&_%-]*[.+#&_-][a-zA-Z0-9.+#&_%-]*")
_LATIN_PIECE = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|[^a-zA-Z0-9]+")
DICTIONARY = Path(__file__).parents[1] / "dictionary" / "policy.txt"


@dataclass(frozen=True, slots=True)
class Word:
    """A line of a jieba dictionary: the word, how often it is met, its part of speech."""

    text: str
    frequency: int | None = None
    tag: str | None = None


class Tokenizer(Protocol):
    """Cuts Chinese text into words. Threads may share it."""

    @property
    def name(self) -> str:
        """Fingerprint of engine and dictionary: equal names cut alike."""

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text`` in order; joined they are ``text``."""

    def cut_for_search(self, text: str) -> list[str]:
        """Return the words and the shorter words inside long ones, as jieba's search mode does."""

    def knows(self, word: str) -> bool:
        """Whether the word stands in the dictionary, rather than being guessed from its characters."""


class JiebaTokenizer:
    """The reference: jieba itself, without its cache file in the shared temporary folder."""

    def __init__(self, dictionary: Path = DICTIONARY) -> None:
        jieba.setLogLevel(logging.WARNING)
        self._engine = jieba.Tokenizer()
        self._engine.FREQ, self._engine.total = self._engine.gen_pfdict(self._engine.get_dict_file())
        self._engine.initialized = True
        for word in read_dictionary(dictionary):
            self._engine.add_word(word.text, word.frequency, word.tag)
        self.name = f"jieba/{_digest(dictionary)}"

    def cut(self, text: str) -> list[str]:
        """Cut into words."""
        return list(self._engine.cut(text))

    def cut_for_search(self, text: str) -> list[str]:
        """Cut into words and the words inside them."""
        return list(self._engine.cut_for_search(text))

    def knows(self, word: str) -> bool:
        """Look the word up."""
        return bool(self._engine.FREQ.get(word))


class RjiebaTokenizer:
    """The fast engine: jieba's algorithm and dictionary in Rust, some twenty times as quick."""

    def __init__(self, dictionary: Path = DICTIONARY, own: Sequence[Word] = ()) -> None:
        """``own`` are words beside those of the dictionary."""
        self._engine = rjieba.Jieba()
        for word in (*read_dictionary(dictionary), *own):
            self._engine.add_word(word.text, word.frequency, word.tag)
        self.name = f"rjieba/{_digest(dictionary)}{_digest_of(own)}"

    def cut(self, text: str) -> list[str]:
        """Cut into words."""
        return _split_latin(self._engine.cut(text))

    def cut_for_search(self, text: str) -> list[str]:
        """Cut into words and the words inside them."""
        words: list[str] = []
        for word in self.cut(text):
            if len(word) > 2:
                words += filter(self._engine.has_word, _grams(word))
            words.append(word)
        return words

    def knows(self, word: str) -> bool:
        """Look the word up."""
        return bool(self._engine.has_word(word))


def _split_latin(words: Iterable[str]) -> list[str]:
    """Cut addresses and number ranges into pieces as jieba does; the engine leaves them whole."""
    pieces: list[str] = []
    for word in words:
        if word.isascii() and _LATIN.fullmatch(word):
            pieces += _LATIN_PIECE.findall(word)
        else:
            pieces.append(word)
    return pieces


def _grams(word: str) -> list[str]:
    """Return the stretches of two and, shorter than the word itself, of three characters."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return pairs + [word[at : at + 3] for at in range(len(word) - 2)] if len(word) > 3 else pairs


def fold(text: str) -> str:
    """Return the spelling that texts are compared in: NFKC (UAX #15), simplified characters, lower case."""
    return to_simplified(unicodedata.normalize("NFKC", text)).lower()


@cache
def default_tokenizer() -> Tokenizer:
    """Return the fast engine with the policy dictionary, one for the process."""
    return RjiebaTokenizer()


def read_dictionary(path: Path) -> tuple[Word, ...]:
    """Read a dictionary in jieba's format: ``word [frequency] [tag]`` a line; ``#`` begins a comment.

    Raises:
        InvalidInput: a line has another shape; the message names it.
    """
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return tuple(_words(path.name, lines))


def _words(name: str, lines: Iterable[tuple[int, str]]) -> Iterator[Word]:
    for number, line in lines:
        match line.partition("#")[0].split():
            case []:
                continue
            case [text]:
                yield Word(text)
            case [text, frequency] if frequency.isdecimal():
                yield Word(text, int(frequency))
            case [text, tag]:
                yield Word(text, None, tag)
            case [text, frequency, tag] if frequency.isdecimal():
                yield Word(text, int(frequency), tag)
            case _:
                raise InvalidInput(f"{name} 第 {number} 行不是“词 [词频] [词性]”：{line.strip()[:40]}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _digest_of(own: Sequence[Word]) -> str:
    lines = "\n".join(f"{word.text} {word.frequency} {word.tag}" for word in own)
    return f".{hashlib.sha256(lines.encode('utf-8')).hexdigest()[:12]}" if own else ""
