"""Pinyin letters, with or without spaces between the syllables, read as the words they spell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.text.sounds import syllable_table
from knowledge.wording.reading import Expansion, Means

LONGEST_RUN = 120
_RUN = re.compile(r"[a-z]+(?:[ '’]+[a-z]+)*")
_CHUNK = re.compile(r"[a-z]+")
_LONGEST_SYLLABLE = 6


@dataclass(frozen=True, order=True, slots=True)
class _Cut:
    """The best way to cut what follows: its cost, and its first piece (empty ``word``: a syllable that spells none).

    Most letters in terms first, then fewest stray syllables, fewest common words across a space, fewest pieces.
    """

    outside_terms: int
    stray: int
    across: int
    pieces: int
    end: int = 0
    word: str = ""


class Letters:
    """Knows words by their letters; ``terms`` go before ``common`` words and may be written apart."""

    def __init__(self, terms: Sequence[str], common: Sequence[str]) -> None:
        self._terms, self._common = _by_letters(terms), _by_letters(common)
        self._longest = max(map(len, (*self._terms, *self._common, "x" * _LONGEST_SYLLABLE)))

    def read(self, text: str) -> Iterator[Expansion]:
        """Yield the words that are spelt in runs of letters, where a run is pinyin from end to end."""
        for run in _RUN.finditer(text):
            chunks = [(chunk.start(), chunk.group()) for chunk in _CHUNK.finditer(text, *run.span())]
            places = [start + at for start, chunk in chunks for at in range(len(chunk))]
            if len(places) <= LONGEST_RUN:
                for start, end, word in self._pieces([chunk for _, chunk in chunks]):
                    first, stop = places[start], places[end - 1] + 1
                    yield Expansion(first, stop, text[first:stop], word, Means.PINYIN)

    def _pieces(self, chunks: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the words of the best cut, none where the letters are no pinyin."""
        letters = "".join(chunks)
        gaps = set() if all(map(_is_syllable, chunks)) else _ends(chunks)
        best: dict[int, _Cut] = {len(letters): _Cut(0, 0, 0, 0)}
        for at in range(len(letters) - 1, -1, -1):
            ends = range(at + 1, min(len(letters), at + self._longest) + 1)
            options = (self._option(letters, at, end, best, gaps) for end in ends if end in best)
            if cuts := [option for option in options if option]:
                best[at] = min(cuts)
        at = 0
        while at < len(letters) and at in best:
            cut = best[at]
            if cut.word:
                yield at, cut.end, cut.word
            at = cut.end

    def _option(self, letters: str, at: int, end: int, best: Mapping[int, _Cut], gaps: set[int]) -> _Cut | None:
        piece, rest = letters[at:end], best[end]
        outside, pieces = rest.outside_terms + len(piece), rest.pieces + 1
        if term := self._terms.get(piece):
            return _Cut(rest.outside_terms, rest.stray, rest.across, pieces, end, term)
        if common := self._common.get(piece):
            across = any(at < gap < end for gap in gaps)
            return _Cut(outside, rest.stray, rest.across + across, pieces, end, common)
        return _Cut(outside, rest.stray + 1, rest.across, pieces, end) if _is_syllable(piece) else None


def _by_letters(words: Sequence[str]) -> Mapping[str, str]:
    """Return the first word of every spelling."""
    found: dict[str, str] = {}
    for word in words:
        spellings = syllable_table().spellings(word)
        if all(spellings):
            found.setdefault("".join(spellings), word)
    return found


def _is_syllable(letters: str) -> bool:
    return len(letters) <= _LONGEST_SYLLABLE and letters in syllable_table().numbers


def _ends(chunks: Sequence[str]) -> set[int]:
    """Return where each chunk ends, the last one aside."""
    ends = [len(chunk) for chunk in chunks]
    return {sum(ends[: at + 1]) for at in range(len(ends) - 1)}
