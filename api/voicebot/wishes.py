"""What a caller's words ask for beside an answer: a person, the same once more, slower, yes, no."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from api.conversations.schemas import MAX_MESSAGE
from api.voicebot.wording import WishPatterns, WishWords

_LAYOUT = frozenset("\t\n\r")
_BETWEEN = re.compile(r"[\s，。！？、；：,.!?;:~…“”\"'·\-—]+")


class Wish(StrEnum):
    """What is asked for. ``NOISE`` is said by who still thinks; ``QUESTION`` is everything else that can be read, ``NOTHING``
    what cannot.
    """

    PERSON = "person"
    REPEAT = "repeat"
    SLOWER = "slower"
    YES = "yes"
    NO = "no"
    NOISE = "noise"
    QUESTION = "question"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class _Form:
    """The shape of one wish. Read from place to place, each once: one expression over all of it would try every way to
    cut the words into pieces, which takes for ever where there are many.
    """

    lead: tuple[str, ...]
    tail: tuple[str, ...]
    whole: tuple[re.Pattern[str], ...]
    anywhere: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, words: WishWords, patterns: WishPatterns) -> "_Form":
        compiled = ([re.compile(one) for one in group] for group in (words.whole, words.anywhere))
        return cls(patterns.lead, patterns.tail, *map(tuple, compiled))

    def fits(self, bare: str) -> bool:
        """Whether the words are this wish, once or several times over, or hold it in a form that is no accident."""
        if any(pattern.search(bare) for pattern in self.anywhere):
            return True
        open_ones = _reached(bare, 0, self.lead)
        seen = set(open_ones)
        while open_ones:
            start = open_ones.pop()
            ends = {found.end() for pattern in self.whole if (found := pattern.match(bare, start))} - {start}
            after = {place for end in ends for place in _reached(bare, end, self.tail)}
            if len(bare) in after:
                return True
            open_ones |= after - seen
            seen |= after
        return False


class Wishes:
    """Reads wishes; the patterns are compiled once."""

    def __init__(self, patterns: WishPatterns, correction: str) -> None:
        self._longest = patterns.longest
        self._correction = re.compile(correction)
        self._forms = [
            (wish, _Form.of(words, patterns))
            for wish, words in (
                (Wish.PERSON, patterns.person),
                (Wish.SLOWER, patterns.slower),
                (Wish.REPEAT, patterns.repeat),
                (Wish.NO, patterns.no),
                (Wish.YES, patterns.yes),
                (Wish.NOISE, patterns.noise),
            )
        ]

    def of(self, words: str) -> Wish:
        """Return what words ask for; they have gone through ``readable``."""
        bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", words)).lower()
        if all(unicodedata.category(char)[0] not in "LN" for char in bare):
            return Wish.NOTHING
        if len(bare) > self._longest:
            return Wish.QUESTION
        return next((wish for wish, form in self._forms if form.fits(bare)), Wish.QUESTION)

    def corrected(self, words: str) -> str:
        """Return what follows “不是，我问的是”; empty where the words do not begin so, or nothing follows."""
        found = self._correction.match(words)
        return words[found.end() :].strip() if found else ""


def readable(words: str) -> str:
    """Return words without control characters, and no longer than a question may be: a recogniser may send anything."""
    kept = (char for char in words if char in _LAYOUT or unicodedata.category(char) not in {"Cc", "Cs"})
    return "".join(kept).strip()[:MAX_MESSAGE]


def _reached(text: str, start: int, words: tuple[str, ...]) -> set[int]:
    """Return the places in a text that are reached from one over nothing but these words, that place itself among them."""
    reached, open_ones = {start}, [start]
    while open_ones:
        place = open_ones.pop()
        for word in words:
            end = place + len(word)
            if end not in reached and text.startswith(word, place):
                reached.add(end)
                open_ones.append(end)
    return reached
