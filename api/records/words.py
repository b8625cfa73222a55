"""The words of an entry for the text search of the database: cut beforehand, so that one trick serves both databases."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from api.records.codec import Content
from knowledge.model.document import PolicyDocument
from knowledge.text.normalise import normalise
from knowledge.text.tokens import RjiebaTokenizer, Tokenizer

_MOST_WORDS = 3000  # different words of one entry; a law of 1,000 articles has about 2,500
_LONGEST = 40
_WORD = re.compile(r"\w+")


@cache
def _tokenizer() -> Tokenizer:
    return RjiebaTokenizer()


def search_words(content: Content) -> str:
    """Return the different words of a content, separated by blanks, those of its name first, and then its characters.

    The characters are there for names that no dictionary knows: where those are cut depends on what stands beside them.
    """
    seen: dict[str, None] = {}
    for text in _texts(content):
        for word in _cut(text, inside=True):
            seen.setdefault(word)
        if len(seen) >= _MOST_WORDS:
            break
    words = list(seen)[:_MOST_WORDS]
    characters = dict.fromkeys(char for word in words if not word.isascii() for char in word)
    return " ".join((*words, *(char for char in characters if char not in seen)))


def query_words(text: str) -> list[str]:
    """Return how words begin that an entry has to have; empty where nothing of the text is a word.

    What the dictionary does not know was perhaps cut elsewhere in the entry, so its characters are looked for.
    """
    words = dict.fromkeys(_cut(text, inside=False))
    return list(dict.fromkeys(part for word in words for part in _known_parts(word)))


def _known_parts(word: str) -> Iterable[str]:
    return (word,) if word.isascii() or _tokenizer().knows(word) else tuple(word)


def _cut(text: str, *, inside: bool) -> Iterator[str]:
    """Yield words in lower case; ``inside`` adds the shorter words within long ones, whose parts people look for."""
    plain = normalise(text).text.lower()
    words = _tokenizer().cut_for_search(plain) if inside else _tokenizer().cut(plain)
    for word in words:
        for part in _WORD.findall(word):
            yield part[:_LONGEST]


def _texts(content: Content) -> Iterator[str]:
    yield content.title
    yield content.department
    if isinstance(content, PolicyDocument):
        yield from (content.document_number, content.issuer, content.kind)
        for clause in content.clauses:
            yield from (*clause.heading, clause.text)
        return
    yield from (content.field_name, *content.keywords, *content.documents)
    for pair in content.questions:
        yield from (pair.question, *pair.similar, pair.conclusion, pair.details)
    yield from content.elements.values()
