"""Text and rules of an OFD page at their places (GB/T 33190-2016, 8.5, 9.1, 11.2 and 11.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from xml.etree.ElementTree import Element

from knowledge.documents.readers.layout.page import Glyph, PlacedPage, Rule
from knowledge.documents.readers.ofd.package import OfdPage, numbers

_ASCENT = 0.86  # of the size: how far above its base line a Chinese character reaches
_ASCII_WIDTH = 0.5
_WIDEST = 1.1  # of the size: a step to the next character that is no blank
_PATH = re.compile(r"([SMLQBCA])((?:\s+-?[\d.]+(?:[eE]-?\d+)?)*)")
_THIN = 1.0  # millimetres
_MOST_REPEATED = 10_000
_SLANTED = 0.15  # of the size of the matrix: more is a watermark


@dataclass(frozen=True, slots=True)
class Placing:
    """The matrix of an object, and where its boundary begins."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0
    left: float = 0.0
    top: float = 0.0

    @classmethod
    def of(cls, node: Element) -> "Placing":
        """Read ``CTM`` and ``Boundary``."""
        matrix, boundary = numbers(node.get("CTM")), numbers(node.get("Boundary"))
        six = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        return cls(*six, *(boundary[:2] if len(boundary) == 4 else (0.0, 0.0)))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the object lies on the page."""
        return self.a * x + self.c * y + self.e + self.left, self.b * x + self.d * y + self.f + self.top

    @property
    def scale(self) -> tuple[float, float]:
        """How much wider and higher the object is on the page."""
        return hypot(self.a, self.b), hypot(self.c, self.d)

    @property
    def is_slanted(self) -> bool:
        """Whether its base line runs neither level nor upright."""
        return min(abs(self.a), abs(self.b)) > _SLANTED * hypot(self.a, self.b)


def placed(page: OfdPage, number: int) -> PlacedPage:
    """Return the characters and rules of a page and of the templates under it."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    for part in (*page.templates, page.content):
        for node in part.iter("TextObject"):
            if node.get("Visible", "true") != "false":
                glyphs.extend(_glyphs(node))
        for node in part.iter("PathObject"):
            rules.extend(_rules(node))
    return PlacedPage(number, page.height, glyphs, rules)


def _glyphs(node: Element) -> Iterator[Glyph]:
    placing = Placing.of(node)
    if placing.is_slanted:
        return
    wide, high = placing.scale
    size = _positive(node.get("Size"), 3.0)
    width = size * wide * _positive(node.get("HScale"), 1.0)
    x, y = 0.0, 0.0
    for code in node.iter("TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = (code.text or "").strip("\r\n")
        if len(text) > 1 and not code.get("DeltaX") and not code.get("DeltaY"):
            text, whole = "", text
            yield _run(whole, placing.at(x, y), width, size * high)
        for char, dx, dy in zip(text, _steps(code.get("DeltaX"), text), _steps(code.get("DeltaY"), text), strict=False):
            left, base = placing.at(x, y)
            top = base - _ASCENT * size * high
            advance = dx * wide if 0 < dx <= _WIDEST * size else width * (_ASCII_WIDTH if char.isascii() else 1.0)
            yield Glyph(char, left, left + advance, top, top + size * high)
            x, y = x + dx, y + dy


def _run(text: str, place: tuple[float, float], width: float, size: float) -> Glyph:
    """Several characters without places of their own run on by their width."""
    length = sum(_ASCII_WIDTH if char.isascii() else 1.0 for char in text)
    top = place[1] - _ASCENT * size
    return Glyph(text, place[0], place[0] + width * length, top, top + size)


def _steps(deltas: str | None, text: str) -> Iterator[float]:
    """Yield how far each character is from the one before; ``g 5 3.2`` says 3.2 five times. The last steps nowhere."""
    pieces = iter((deltas or "").split())
    for piece in pieces:
        if piece == "g":
            times, value = _number(next(pieces, None), 0.0), _number(next(pieces, None), 0.0)
            yield from repeat(value, int(min(max(times, 0), _MOST_REPEATED)))
        else:
            yield _number(piece, 0.0)
    yield from repeat(0.0, len(text) + 1)


def _number(text: str | None, default: float) -> float:
    found = numbers(text)
    return found[0] if found and abs(found[0]) < 1e6 else default


def _positive(text: str | None, default: float) -> float:
    value = _number(text, default)
    return value if value > 0 else default


def _rules(node: Element) -> Iterator[Rule]:
    """Yield the straight level and upright lines of a path."""
    placing = Placing.of(node)
    last = start = (0.0, 0.0)
    for command, given in _PATH.findall(f"{node.findtext('AbbreviatedData') or ''}"):
        values = numbers(given)
        if command in "SM" and len(values) >= 2:
            last = start = placing.at(*values[:2])
        elif command == "L" and len(values) >= 2:
            point = placing.at(*values[:2])
            yield from _rule(last, point)
            last = point
        elif command == "C":
            yield from _rule(last, start)
            last = start
        elif len(values) >= 2:
            last = placing.at(*values[-2:])


def _rule(one: Sequence[float], other: Sequence[float]) -> Iterator[Rule]:
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if min(x1 - x0, bottom - top) <= _THIN < max(x1 - x0, bottom - top):
        yield Rule(x0, x1, top, bottom)
