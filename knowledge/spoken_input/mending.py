"""Puts right what was misheard: terms by their sound, short ones from the reviewed list. What makes sense is left alone.

Only where the syllables are those of a known term, and what stands there instead is no wording of its own, something is
changed; names in 书名号 and document numbers never are. The caller is read back what was made of their words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from knowledge.spoken_input.confusions import Confusion, confusions
from knowledge.text.tokens import default_tokenizer
from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.matching import SoundMatcher
from knowledge.wording.protected import overlaps, protected_spans
from knowledge.wording.reader import WordingReader, default_reader
from knowledge.wording.reading import Means, replaced
from knowledge.wording.terms import Vocabulary
from knowledge.wording.words import CutText

LONG_FROM = 4
"""Terms of as many characters are read out of their sound even where it was written in words that exist."""

SHORT = 2
"""Terms no longer than this are too easily met by accident: of them, only what is listed counts."""


class Mending:
    """Mends recognised words. ``reader`` returns the reader in use, with an installation's own words."""

    def __init__(
        self, reader: Callable[[], WordingReader], listed: Sequence[Confusion], terms: Sequence[str] = ()
    ) -> None:
        """``terms`` are looked for by their exact sound, if they are long."""
        self._reader = reader
        self._meant: Mapping[str, str] = {heard: each.meant for each in listed for heard in each.heard}
        self._listed = re.compile("|".join(_pattern(each) for each in listed) or r"(?!)")
        self._matcher = SoundMatcher([term for term in terms if len(term) >= LONG_FROM])
        self._tokenizer = default_tokenizer()

    def mend(self, text: str) -> str:
        """Return the text with what was misheard put right; of the same length, since every syllable is one character."""
        return self._by_reader(self._by_sound(self._by_list(text)))

    def _by_list(self, text: str) -> str:
        fixed = protected_spans(text)

        def meant(match: "re.Match[str]") -> str:
            return match[0] if overlaps(*match.span(), fixed) else self._meant[match[0]]

        return self._listed.sub(meant, text)

    def _by_sound(self, text: str) -> str:
        """Put long terms where exactly their sounds stand, but never half of a word that goes on beyond them."""
        fixed, cut = protected_spans(text), CutText.of(text, self._tokenizer)
        exact = [match for match in self._matcher.find(text) if not match.misheard and not match.unlike]
        for match in sorted(exact, key=lambda match: (-len(match.term), match.rank)):
            span = match.start, match.end
            if text[slice(*span)] != match.term and not overlaps(*span, fixed) and not cut.splits_a_word(*span):
                text = text[: match.start] + match.term + text[match.end :]
                fixed = (*fixed, span)
        return text

    def _by_reader(self, text: str) -> str:
        reading = self._reader().read(text)
        found = (each for each in reading.added if each.means is Means.SOUND and len(each.read) > SHORT)
        return replaced(reading.text, found)


def _pattern(confusion: Confusion) -> str:
    heard = "|".join(map(re.escape, confusion.heard))
    after = "|".join(map(re.escape, confusion.only_before))
    return f"(?:{heard})" + (f"(?={after}|$)" if after else "")


def build_mending(reader: Callable[[], WordingReader] = default_reader) -> Mending:
    """Return the mending with the shipped words beside those of the reader."""
    return Mending(reader, confusions(), Vocabulary.of(read_colloquial()).official)


@cache
def default_mending() -> Mending:
    """Return the mending with the shipped words, one for the process."""
    return build_mending()
