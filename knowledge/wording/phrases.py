"""Phrases in a text: from the left, the longest that fits."""

from collections.abc import Collection, Iterator


class Phrases:
    """A set of phrases to look for."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._phrases = frozenset(phrases)
        lengths: dict[str, set[int]] = {}
        for phrase in self._phrases:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans, which do not overlap."""
        at = 0
        while at < len(text):
            size = self._longest(text, at)
            if size:
                yield at, at + size
            at += size or 1

    def _longest(self, text: str, at: int) -> int:
        return next((n for n in self._lengths.get(text[at], ()) if text[at : at + n] in self._phrases), 0)
