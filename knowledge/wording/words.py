"""Where a text's words begin and end, and which of them are words at all."""

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.text.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class CutText:
    """A text as the tokenizer cuts it. For every character: the first of its word, the end of it, whether it is known.

    A character on its own counts as unknown: that is how a cutter leaves what it makes no sense of.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    known: tuple[bool, ...]

    @classmethod
    def of(cls, text: str, tokenizer: Tokenizer) -> "CutText":
        """Cut a text."""
        starts: list[int] = []
        ends: list[int] = []
        known: list[bool] = []
        for word in tokenizer.cut(text):
            start, size = len(starts), len(word)
            starts += [start] * size
            ends += [start + size] * size
            known += [size > 1 and tokenizer.knows(word)] * size
        return cls(tuple(starts), tuple(ends), tuple(known))

    def splits_a_word(self, start: int, end: int) -> bool:
        """Whether the span begins or ends inside a word that is known."""
        return self._inside(start) or self._inside(end)

    def doubtful(self, text: str, usual: Collection[str]) -> bool:
        """Whether a Chinese character is left that belongs to no word and is not ``usual`` on its own."""
        return any(
            not known and "\u3400" <= char <= "\u9fff" and (end - start > 1 or char not in usual)
            for char, start, end, known in zip(text, self.starts, self.ends, self.known, strict=True)
        )

    def _inside(self, at: int) -> bool:
        return 0 < at < len(self.starts) and self.known[at] and self.starts[at] < at
