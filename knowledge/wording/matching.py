"""Stretches of a text that sound nearly like a term of the same length."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.text.sounds import syllable_table

LONGEST = 12
FORGIVING_FROM = 4
"""Terms of as many characters may differ in one syllable: by accident that is met once in some ten thousand spans."""

_BYTES = 2


@dataclass(frozen=True, slots=True)
class Match:
    """``term`` against ``text[start:end]``, and the places in the text where the characters are other ones.

    In all of them (``changed``), in those of another sound (``misheard``), of a sound not even near (``unlike``).
    """

    start: int
    term: str
    rank: int
    changed: tuple[int, ...]
    misheard: tuple[int, ...]
    unlike: tuple[int, ...]

    @property
    def end(self) -> int:
        """The position after the span."""
        return self.start + len(self.term)


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    rank: int
    exact: Sequence[int]
    near: Sequence[int]


class SoundMatcher:
    """Finds terms by their sound. Where one syllable may differ, one half of the term must still sound right."""

    def __init__(self, terms: Sequence[str]) -> None:
        found: dict[int, tuple[dict[bytes, list[_Term]], dict[bytes, list[_Term]]]] = defaultdict(
            lambda: (defaultdict(list), defaultdict(list))
        )
        table = syllable_table()
        for rank, text in enumerate(terms):
            near = table.near_of(text)
            if 2 <= len(text) <= LONGEST and near.all():
                term, half = _Term(text, rank, table.of(text).tolist(), near.tolist()), _half(len(text))
                firsts, seconds = found[len(text)]
                firsts[near[:half].tobytes()].append(term)
                if half < len(text):
                    seconds[near[half:].tobytes()].append(term)
        self._halves: Mapping[int, Sequence[Mapping[bytes, Sequence[_Term]]]] = {
            length: (dict(firsts), dict(seconds)) for length, (firsts, seconds) in found.items()
        }

    def find(self, text: str) -> Iterator[Match]:
        """Yield the spans that sound like a term, one unlike syllable forgiven in long ones, and are not one."""
        table = syllable_table()
        exact, near = table.of(text).tolist(), table.near_of(text)
        for start, term in self._candidates(near.tobytes(), len(text)):
            span = range(start, start + len(term.text))
            if not near[start : start + len(term.text)].all():
                continue
            changed = tuple(at for at in span if text[at] != term.text[at - start])
            unlike = tuple(at for at in changed if near[at] != term.near[at - start])
            if changed and len(unlike) <= (len(term.text) >= FORGIVING_FROM):
                misheard = tuple(at for at in changed if exact[at] != term.exact[at - start])
                yield Match(start, term.text, term.rank, changed, misheard, unlike)

    def _candidates(self, near: bytes, size: int) -> Iterator[tuple[int, _Term]]:
        for length, (firsts, seconds) in self._halves.items():
            half = _half(length) * _BYTES
            for at in range(0, (size - length + 1) * _BYTES, _BYTES):
                yield from ((at // _BYTES, term) for term in firsts.get(near[at : at + half], ()))
                for term in seconds.get(near[at + half : at + length * _BYTES], ()):
                    yield at // _BYTES, term


def _half(length: int) -> int:
    """Return the size of the half that is looked up first: all of a term in which every syllable must be right."""
    return length // 2 if length >= FORGIVING_FROM else length
