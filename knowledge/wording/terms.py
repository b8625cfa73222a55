"""Words that a question is read against: one a line, ``#`` begins a comment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.text.tokens import DICTIONARY, read_dictionary
from knowledge.wording.colloquial import ColloquialMap
from knowledge.wording.errors import UnreadableDictionary

TERMS = Path(__file__).parents[1] / "dictionary" / "terms.txt"
EVERYDAY = Path(__file__).parents[1] / "dictionary" / "everyday.txt"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``official`` words stand in documents, ``spoken`` ones (dialect aside) in the colloquial map, ``everyday`` ones in questions.

    Each list is free of repetitions; the more trusted words come first.
    """

    official: Sequence[str]
    spoken: Sequence[str]
    everyday: Sequence[str]

    @classmethod
    def of(
        cls, colloquial: ColloquialMap, terms: Path = TERMS, everyday: Path = EVERYDAY, own: Sequence[str] = ()
    ) -> "Vocabulary":
        """Join the official words of the map, the reviewed terms, the policy dictionary and an installation's ``own``."""
        named = [pair.official for pair in colloquial.pairs if not pair.region]
        policy = [word.text for word in read_dictionary(DICTIONARY)]
        official = tuple(
            dict.fromkeys(word for word in (*named, *read_words(terms), *policy, *own) if _is_chinese(word))
        )
        phrases = dict.fromkeys(pair.spoken for pair in colloquial.pairs if not pair.region)
        spoken = tuple(word for word in phrases if word not in set(official) and _is_chinese(word))
        return cls(official, spoken, read_words(everyday))

    @property
    def digest(self) -> str:
        """Changes when a word does."""
        lines = "\n\n".join("\n".join(words) for words in (self.official, self.spoken, self.everyday))
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:12]


def read_words(path: Path) -> tuple[str, ...]:
    """Read a word list.

    Raises:
        UnreadableDictionary: a line holds anything but one Chinese word; the message names it.
    """
    words: dict[str, None] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        word = line.partition("#")[0].strip()
        if not word:
            continue
        if not _is_chinese(word):
            raise UnreadableDictionary(path, number, f"“{word[:20]}”应为一个不少于两字的词")
        words[word] = None
    return tuple(words)


def _is_chinese(word: str) -> bool:
    return len(word) > 1 and all("\u3400" <= char <= "\u9fff" for char in word)
