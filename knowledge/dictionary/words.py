"""A word of the dictionary, and a change to it."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from knowledge.wording.plain import plain


class Group(StrEnum):
    """What a word is for."""

    COLLOQUIAL = "colloquial"  # people say one thing, documents write another: read into questions
    TERM = "term"  # put right where it was misheard or mistyped in a question
    WORD = "word"  # cut as one word, in questions and in the index; a term as well
    STOP = "stop"  # left out of the word index and of questions


REBUILDING = frozenset({Group.WORD, Group.STOP})
"""Groups that change how texts are cut: the word fields of the index are made anew."""


class Origin(StrEnum):
    """Where a word comes from."""

    SHIPPED = "shipped"
    OWN = "own"


class Op(StrEnum):
    """What a change does."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, order=True)
class DictionaryWord:
    """One word. ``official`` is what a colloquial word means; the other groups have ``said`` alone."""

    group: Group
    said: str
    official: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[Group, str, str]:
        """What makes two words the same one; a note does not."""
        return self.group, self.said, self.official

    @property
    def id(self) -> str:
        """A short name that depends on nothing but the word."""
        return hashlib.sha256("\t".join(self.key).encode("utf-8", "replace")).hexdigest()[:12]

    def tidied(self) -> Self:
        """Return the word as questions are read: simplified, of ordinary width, lower case, without blanks around it."""
        said, official = (plain(text.strip()) for text in (self.said, self.official))
        if self.group is not Group.COLLOQUIAL and (not said or said == official):
            said, official = said or official, ""
        return replace(self, said=said, official=official, note=self.note.strip())


@dataclass(frozen=True, slots=True)
class WordChange:
    """One change: a word comes, or goes."""

    op: Op
    word: DictionaryWord
