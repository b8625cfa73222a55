"""A question and what was read into it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Means(StrEnum):
    """By what a word was read into a question."""

    COLLOQUIAL = "colloquial"  # 口语说法
    SOUND = "sound"  # 同音、近音字
    SLIP = "slip"  # 错字、漏字、多字、颠倒
    PINYIN = "pinyin"  # 拼音字母
    FIGURE = "figure"  # 数字的另一种写法


@dataclass(frozen=True, slots=True)
class Expansion:
    """``written`` stands in ``text[start:end]`` of the question and was read as ``read``."""

    start: int
    end: int
    written: str
    read: str
    means: Means

    def __str__(self) -> str:
        return f"{self.means}:{self.written}→{self.read}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, never changed, and the words added to it.

    ``plain`` is ``text`` character for character in simplified characters of ordinary width; expansions point into
    both. ``mended`` is the text in simplified characters with what was mistyped, misheard or spelt in letters put right;
    colloquial words and figures stay in it as they are. ``doubtful`` says that some of it still makes no words.
    """

    text: str
    plain: str
    mended: str
    added: tuple[Expansion, ...] = ()
    doubtful: bool = False

    def by(self, means: Means) -> str:
        """Return the words added by one means, a line each."""
        return "\n".join(dict.fromkeys(e.read for e in self.added if e.means is means))

    def __iter__(self) -> Iterator[Expansion]:
        return iter(self.added)


def replaced(text: str, expansions: Iterable[Expansion]) -> str:
    """Return the text with the first expansion of every span in the place of what was written."""
    pieces, at = [], 0
    for expansion in sorted(expansions, key=lambda e: e.start):
        if expansion.start >= at:
            pieces += [text[at : expansion.start], expansion.read]
            at = expansion.end
    return "".join((*pieces, text[at:]))
