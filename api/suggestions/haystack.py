"""Many short texts in one long one: a substring of any of them is found at the speed of one ``str.find``."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Self

_END, _BEGIN, _INSIDE = "\n", "^", "."


class Haystack:
    """Texts by their number. A find may begin at every place, or where pieces were given, only where one of them does."""

    def __init__(self, texts: Sequence[str], beginnings: str = "") -> None:
        """Join texts that have no line break; ``beginnings`` is as long as all of them with their ends."""
        self._text = _END + "".join(text + _END for text in texts)
        self._beginnings = _END + beginnings if beginnings else ""
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=1))

    @classmethod
    def of_syllables(cls, texts: Sequence[Sequence[str]]) -> Self:
        """Join texts given as syllables: a find begins where one of them does."""
        marks = "".join(_BEGIN.ljust(len(syllable), _INSIDE) for text in texts for syllable in (*text, _END))
        return cls(["".join(syllables) for syllables in texts], marks)

    def beginning(self, needle: str) -> Iterator[int]:
        """Yield the numbers of the texts that begin with ``needle``."""
        at = self._text.find(_END + needle)
        while at >= 0:
            yield self._number(at + 1)
            at = self._text.find(_END + needle, at + 1)

    def holding(self, needle: str) -> Iterator[int]:
        """Yield the numbers of the texts that ``needle`` stands in, each once."""
        at = self._text.find(needle)
        while at >= 0:
            number, next_place = self._number(at), at + 1
            if not self._beginnings or self._beginnings[at] == _BEGIN:
                yield number
                next_place = self._starts[number + 1]
            at = self._text.find(needle, next_place)

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1
