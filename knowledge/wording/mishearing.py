"""Same and near sounds: terms that were said or typed right and came out in the wrong characters."""

from collections.abc import Iterable, Sequence

from knowledge.text.tokens import Tokenizer
from knowledge.wording.common_words import common_characters
from knowledge.wording.matching import FORGIVING_FROM, Match, SoundMatcher
from knowledge.wording.protected import Span, overlaps
from knowledge.wording.reading import Expansion, Means
from knowledge.wording.words import CutText

SHORTEST_BY_SOUND = 3


class Mishearing:
    """Reads terms back out of their sound. Doubtful spans are left as they are."""

    def __init__(self, terms: Sequence[str], tokenizer: Tokenizer, stop_words: frozenset[str]) -> None:
        self._matcher = SoundMatcher(terms)
        self._tokenizer = tokenizer
        self._stop_words = stop_words

    def read(self, text: str, cut: CutText, protected: Sequence[Span]) -> Iterable[Expansion]:
        """Yield what was read, the best of overlapping readings alone."""
        matches = [m for m in self._matcher.find(text) if self._convinces(m, text, cut, protected)]
        taken: list[Span] = []
        for match in sorted(matches, key=_doubt):
            if not overlaps(match.start, match.end, taken):
                taken.append((match.start, match.end))
                means = Means.SLIP if match.unlike == match.changed else Means.SOUND
                yield Expansion(match.start, match.end, text[match.start : match.end], match.term, means)

    def _convinces(self, match: Match, text: str, cut: CutText, protected: Sequence[Span]) -> bool:
        """Whether what stands there is no wording of its own, and near enough to the term for its length."""
        if overlaps(match.start, match.end, protected) or cut.splits_a_word(match.start, match.end):
            return False
        if self._tokenizer.knows(text[match.start : match.end]):
            return False
        odd = any(self._is_odd(at, text, cut) for at in match.changed) and all(
            self._is_odd(at, text, cut) or _replaced_whole(at, match, cut) for at in match.unlike
        )
        return _near_enough(match, text) if odd else _same_sound_throughout(match)

    def _is_odd(self, at: int, text: str, cut: CutText) -> bool:
        """Whether the cutter could make no word of what stands there."""
        return not cut.known[at] and text[at] not in self._stop_words


def _near_enough(match: Match, text: str) -> bool:
    """Whether a span that makes no sense may be the term: the longer the term, the more may differ."""
    if len(match.term) < SHORTEST_BY_SOUND:
        return not match.misheard and len(match.changed) == 1
    if len(match.term) < FORGIVING_FROM:
        return len(match.misheard) <= 1
    if match.unlike == match.changed:
        return not any(text[at] in common_characters() for at in match.unlike)
    return not match.unlike or match.misheard == match.unlike


def _same_sound_throughout(match: Match) -> bool:
    """Whether a span of whole words may be the term all the same, because it is long and sounds exactly like it."""
    return len(match.term) >= FORGIVING_FROM and not match.misheard


def _replaced_whole(at: int, match: Match, cut: CutText) -> bool:
    """Whether a word that is known took the place of the term's characters altogether: 抱歉 for 保险."""
    return cut.known[at] and set(range(cut.starts[at], cut.ends[at])) <= set(match.changed)


def _doubt(match: Match) -> tuple[int, int, int, int, int]:
    """Order matches: fewest unlike sounds, then the longest, then the fewest changes."""
    return len(match.unlike), -len(match.term), len(match.misheard), len(match.changed), match.rank
