"""One spelling for comparing texts, and the way back to what was written."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """``text`` is the normalised form of ``original``; ``offsets[i]`` is where character ``i`` of it began there."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of ``original`` that ``text[start:end]`` was made from."""
        limit = len(self.original)
        first = self.offsets[start] if start < len(self.offsets) else limit
        if end <= start:
            return first, first
        last = self.offsets[end - 1]
        return first, next((offset for offset in self.offsets[end:] if offset > last), limit)


def normalise(text: str) -> NormalisedText:
    """Fold widths and compatibility forms (NFKC, UAX #15), and traditional characters to simplified ones."""
    pieces: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        folded = unicodedata.normalize("NFKC", cluster)
        pieces.append(folded)
        offsets.extend([start] * len(folded))
    return NormalisedText(text, to_simplified("".join(pieces)), tuple(offsets))


def to_simplified(text: str) -> str:
    """Return ``text`` in simplified characters, character for character, so that positions stay."""
    encodable = text.encode("utf-8", "replace").decode()  # a lone surrogate has no UTF-8 form, which OpenCC needs
    converted: str = _converter().convert(encodable)
    if len(converted) == len(text):
        return converted
    return "".join(_simplified_character(char) for char in encodable)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Cut before every character that the one before it cannot combine with."""
    clusters: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if clusters and _combines(char):
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + char)
        else:
            clusters.append((index, char))
    return clusters


def _combines(char: str) -> bool:
    return unicodedata.combining(char) > 0 or "\u1160" <= char <= "\u11ff"


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplified_character(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char
