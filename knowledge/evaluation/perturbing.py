"""Questions as people mistype, mishear and word them: the same question, written worse. Deterministic by seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from random import Random

from opencc import OpenCC

from knowledge.index.analysis import Analyzer
from knowledge.text.sounds import syllable_table
from knowledge.text.tokens import Tokenizer
from knowledge.wording.colloquial import ColloquialMap
from knowledge.wording.figures import read_figures
from knowledge.wording.phrases import Phrases
from knowledge.wording.reading import Expansion, replaced

LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
MISHEARD = 0.3
"""Share of content words that recognition puts down in other characters."""

_OPENERS = ("", "问一下，", "俺想问问，", "那个，", "喂，你好，", "请教一下，")
_CLOSERS = ("", "嘞", "呀", "啊，中不中", "，你给说说", "，麻烦了")
_PARTICLES = (("怎么办理", "咋弄"), ("怎么", "咋"), ("什么", "啥"), ("我", "俺"), ("哪里", "哪儿"), ("如何", "咋"))


class Perturbation(StrEnum):
    """What happens to a question."""

    TYPO = "typo"  # one character wrong, left out, typed twice or swapped with the next
    HOMOPHONE = "homophone"  # words in other characters of the same sound, as from speech
    COLLOQUIAL = "colloquial"  # official words in those of the map, with fillers and dialect
    COLLOQUIAL_UNSEEN = "colloquial_unseen"  # the same with the half of the map that the search does not have
    PINYIN = "pinyin"  # one word in letters
    TRADITIONAL = "traditional"  # traditional characters
    NUMERALS = "numerals"  # every number in another spelling


@dataclass(frozen=True, slots=True)
class Perturber:
    """Perturbs questions with what is known of sounds, shapes and wording."""

    analyzer: Analyzer
    tokenizer: Tokenizer
    colloquial: ColloquialMap
    unseen: ColloquialMap

    def perturb(self, text: str, how: Perturbation, random: Random) -> str:
        """Return the question written worse, or as it was where that cannot be done to it."""
        ways: Mapping[Perturbation, Callable[[str, Random], str]] = {
            Perturbation.TYPO: mistype,
            Perturbation.HOMOPHONE: self._mishear,
            Perturbation.COLLOQUIAL: partial(reword, self.colloquial),
            Perturbation.COLLOQUIAL_UNSEEN: partial(reword, self.unseen),
            Perturbation.PINYIN: self._spell,
            Perturbation.TRADITIONAL: lambda written, _: str(_to_traditional().convert(written)),
            Perturbation.NUMERALS: rewrite_numerals,
        }
        return ways[how](text, random)

    def _mishear(self, text: str, random: Random) -> str:
        return "".join(
            "".join(_same_sound(char, random) for char in word)
            if self._carries_meaning(word) and random.random() < MISHEARD
            else word
            for word in self.tokenizer.cut(text)
        )

    def _spell(self, text: str, random: Random) -> str:
        words = self.tokenizer.cut(text)
        places = [at for at, word in enumerate(words) if len(word) > 1 and self._carries_meaning(word)]
        if places:
            at, joint = random.choice(places), random.choice(("", " "))
            words[at] = joint.join(syllable_table().spellings(words[at]))
        return "".join(words)

    def _carries_meaning(self, word: str) -> bool:
        return word not in self.analyzer.stop_words and all(syllable_table().spellings(word))


def mistype(text: str, random: Random) -> str:
    """Make one typing mistake."""
    places = [at for at, char in enumerate(text) if syllable_table().spellings(char)[0]]
    if not places:
        return text
    at = random.choice(places)
    before, char, after = text[:at], text[at], text[at + 1 :]
    match random.choice(("sound", "shape", "drop", "repeat", "swap")):
        case "drop":
            return before + after
        case "repeat":
            return before + char + char + after
        case "swap" if after:
            return before + after[0] + char + after[1:]
        case "shape" if others := _lookalikes().get(char):
            return before + random.choice(others) + after
        case _:
            return before + _same_sound(char, random) + after


def reword(colloquial: ColloquialMap, text: str, random: Random) -> str:
    """Put official words in colloquial ones, dialect and fillers around; a question without official words stays."""
    spoken: dict[str, list[str]] = {}
    for pair in colloquial.pairs:
        if not pair.region:
            spoken.setdefault(pair.official, []).append(pair.spoken)
    found = [(start, end, random.choice(spoken[text[start:end]])) for start, end in Phrases(spoken).find(text)]
    if not found:
        return text
    pieces, at = [], 0
    for start, end, phrase in found:
        pieces += [text[at:start], phrase]
        at = end
    reworded = "".join((*pieces, text[at:]))
    for plain, dialect in _PARTICLES:
        reworded = reworded.replace(plain, dialect)
    return random.choice(_OPENERS) + reworded.rstrip("？?。") + random.choice(_CLOSERS)


def rewrite_numerals(text: str, random: Random) -> str:
    """Write every number in another spelling."""
    found: dict[tuple[int, int], list[Expansion]] = {}
    for expansion in read_figures(text, ()):
        found.setdefault((expansion.start, expansion.end), []).append(expansion)
    return replaced(text, [random.choice(options) for options in found.values()])


def _same_sound(char: str, random: Random) -> str:
    others = [other for other in _homophones().get(syllable_table().spellings(char)[0], ()) if other != char]
    return random.choice(others) if others else char


@cache
def _homophones() -> Mapping[str, Sequence[str]]:
    """Return the 3,755 common characters (GB/T 2312-1980, level 1) by their sound."""
    found: dict[str, list[str]] = {}
    for row in range(0xB0, 0xD8):
        chars = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode("gb2312", "ignore")
        for char, spelling in zip(chars, syllable_table().spellings(chars), strict=True):
            found.setdefault(spelling, []).append(char)
    return found


@cache
def _lookalikes() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for line in LOOKALIKES.read_text("utf-8").splitlines():
        group = "" if line.startswith("#") else line.strip()
        for char in group:
            found.setdefault(char, []).extend(other for other in group if other != char)
    return found


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")
