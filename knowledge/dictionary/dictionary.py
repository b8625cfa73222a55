"""The words an installation has of its own. Immutable; how it came to be leaves no trace in it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange

Key = tuple[Group, str, str]


@dataclass(frozen=True)
class Dictionary:
    """Own words by key."""

    by_key: Mapping[Key, DictionaryWord] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Iterable[DictionaryWord]) -> "Dictionary":
        """Return the dictionary of these words."""
        return cls({word.key: word for word in words})

    @cached_property
    def words(self) -> tuple[DictionaryWord, ...]:
        """Every word, by group, spelling and meaning: the same words are in the same order."""
        return tuple(sorted(self.by_key.values()))

    @cached_property
    def digest(self) -> str:
        """Changes when a word comes or goes; empty without words."""
        lines = "\n".join("\t".join(word.key) for word in self.words)
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:12] if lines else ""

    def of_group(self, *groups: Group) -> tuple[DictionaryWord, ...]:
        """Return the words of groups."""
        return tuple(word for word in self.words if word.group in groups)

    def changed(self, changes: Iterable[WordChange]) -> "Dictionary":
        """Return the dictionary after changes, one by one; a word that comes again has its new note."""
        by_key = dict(self.by_key)
        for change in changes:
            if change.op is Op.ADD:
                by_key[change.word.key] = change.word
            else:
                by_key.pop(change.word.key, None)
        return Dictionary(by_key)

    def changes_to(self, other: "Dictionary") -> tuple[WordChange, ...]:
        """Return the changes that make the other of this one."""
        gone = (WordChange(Op.REMOVE, word) for word in self.words if word.key not in other.by_key)
        come = (WordChange(Op.ADD, word) for word in other.words if self.by_key.get(word.key) != word)
        return (*gone, *come)
