"""How Chinese text sounds: one number for the toneless syllable of every character (汉语拼音, ISO 7098:2015).

Speech recognition and pinyin keyboards put the right sound in the wrong character, so texts that look different may
still be read alike. The table is made once from pypinyin's first reading of every character; looking up a text is
then one numpy index.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Syllables = NDArray[np.uint16]
"""One syllable a character, 0 where a character has none; equal numbers sound alike."""

_POINTS = 0x30000
_DIAERESIS = "\u0308"
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_FINALS = ("ang", "eng", "ing")


@dataclass(frozen=True, slots=True)
class SyllableTable:
    """``exact`` and ``near`` number the syllable of every code point; ``letters`` spells the exact ones, ``numbers`` leads back from there.

    ``near`` gives one number to what speakers and recognisers confuse: an/ang, en/eng, in/ing, z/zh, c/ch, s/sh,
    n/l, f/h.
    """

    exact: Syllables
    near: Syllables
    letters: Sequence[str]
    numbers: Mapping[str, int]
    digest: str

    def of(self, text: str) -> Syllables:
        """Return the exact syllables of a text."""
        syllables: Syllables = self.exact[_points(text)]
        return syllables

    def near_of(self, text: str) -> Syllables:
        """Return the near syllables of a text."""
        syllables: Syllables = self.near[_points(text)]
        return syllables

    def spellings(self, text: str) -> list[str]:
        """Return the letters of every character, empty where it has no reading."""
        return [self.letters[number] for number in self.of(text).tolist()]


@cache
def syllable_table() -> SyllableTable:
    """Build the table, one for the process."""
    spellings = _spellings()
    ordered = sorted(set(spellings.values()))
    numbers = {spelling: number for number, spelling in enumerate(ordered, start=1)}
    folded = {fold: number for number, fold in enumerate(sorted({near_spelling(s) for s in ordered}), start=1)}
    nearest = {number: folded[near_spelling(spelling)] for spelling, number in numbers.items()}
    exact, near = np.zeros(_POINTS, np.uint16), np.zeros(_POINTS, np.uint16)
    for point, spelling in spellings.items():
        exact[point] = numbers[spelling]
        near[point] = nearest[numbers[spelling]]
    digest = hashlib.sha256(exact.tobytes() + near.tobytes()).hexdigest()[:12]
    return SyllableTable(exact, near, ("", *ordered), numbers, digest)


def near_spelling(syllable: str) -> str:
    """Return the spelling that stands for all that ``syllable`` is confused with."""
    for initial, stands_for in _INITIALS:
        if syllable.startswith(initial):
            syllable = stands_for + syllable.removeprefix(initial)
            break
    return syllable[:-1] if syllable.endswith(_FINALS) else syllable


@cache
def toneless(syllable: str) -> str:
    """Return a syllable without its tone mark, ``ü`` as keyboards have it: ``lǜ`` → ``lv``."""
    parts = unicodedata.normalize("NFD", syllable).replace(f"u{_DIAERESIS}", "v")
    return "".join(char for char in parts if char.isascii() and char.isalpha())


def sound_keys(text: str) -> NDArray[np.uint64]:
    """Return every pair of neighbouring near syllables in one key."""
    near = syllable_table().near_of(text).astype(np.uint64)
    first, second = near[:-1], near[1:]
    keys: NDArray[np.uint64] = ((first << np.uint64(16)) | second)[(first > 0) & (second > 0)]
    return keys


def _points(text: str) -> NDArray[np.uint32]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(points < _POINTS, points, 0)


def _spellings() -> dict[int, str]:
    # The import reads pypinyin's phrases too, a fifth of a second that commands without an index are spared.
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    readings = {point: toneless(marks.partition(",")[0]) for point, marks in pinyin_dict.items() if point < _POINTS}
    return {point: spelling for point, spelling in readings.items() if spelling and set(spelling) & set("aeiouv")}
