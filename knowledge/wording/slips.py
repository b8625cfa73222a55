"""Slips of the fingers in long terms: an inner character left out, one typed twice, or two swapped."""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.wording.phrases import Phrases
from knowledge.wording.protected import Span, overlaps
from knowledge.wording.reading import Expansion, Means
from knowledge.wording.words import CutText

SHORTEST = 4


class Slips:
    """Knows every way one slip can make of a term, and the term behind it."""

    def __init__(self, terms: Sequence[str]) -> None:
        known = set(terms)
        self._terms: dict[str, str] = {}
        for term in terms:
            for slip in _slips(term) if len(term) >= SHORTEST else ():
                if slip not in known:
                    self._terms.setdefault(slip, term)
        self._phrases = Phrases(self._terms)

    def read(self, text: str, cut: CutText, protected: Sequence[Span]) -> Iterable[Expansion]:
        """Yield the terms that were slipped at; a span of whole words that are known is none."""
        for start, end in self._phrases.find(text):
            doubtful = not all(cut.known[start:end])
            if doubtful and not overlaps(start, end, protected) and not cut.splits_a_word(start, end):
                written = text[start:end]
                yield Expansion(start, end, written, self._terms[written], Means.SLIP)


def _slips(term: str) -> Iterator[str]:
    for at in range(len(term)):
        before, char, after = term[:at], term[at], term[at + 1 :]
        if before and after:
            yield before + after
        yield before + char + char + after
        if after and after[0] != char:
            yield before + after[0] + char + after[1:]
