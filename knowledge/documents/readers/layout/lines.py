"""Characters to lines: by height first, then from left to right."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from knowledge.documents.readers.layout.page import Glyph, PlacedLine

_SAME_LINE = 0.5  # of the size: how far apart the middles of two characters of a line may lie
_BLANK = 0.7  # of the size: a gap that is a blank between Chinese characters
_WORD_BLANK = 0.2  # the same between letters
_TWICE = 0.25  # of the size: a character printed over itself to look bold


def lines_of(glyphs: Iterable[Glyph]) -> list[PlacedLine]:
    """Return the lines, from top to bottom."""
    return [line for row in _rows(glyphs) if (line := _line(row)).text]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Cut the characters, sorted by height, wherever the next lies lower than those of the row so far.

    The largest character of a row says how far down the row reaches, so that superscripts stay in it.
    """
    row: list[Glyph] = []
    middle = reach = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if row and glyph.middle - middle > _SAME_LINE * max(reach, glyph.size):
            yield row
            row = []
        if not row or glyph.size > reach:
            middle, reach = glyph.middle, glyph.size
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> PlacedLine:
    row.sort(key=lambda glyph: glyph.x0)
    size = median(glyph.size for glyph in row)
    kept = list(_once(row, size))
    pieces = [kept[0].text]
    for left, right in pairwise(kept):
        pieces.append(" " + right.text if _is_apart(left, right, size) else right.text)
    written = [glyph for glyph in kept if not glyph.text.isspace()] or kept
    return PlacedLine(
        text=" ".join("".join(pieces).split()),
        x0=written[0].x0,
        x1=max(glyph.x1 for glyph in written),
        top=min(glyph.top for glyph in written),
        bottom=max(glyph.bottom for glyph in written),
        size=size,
    )


def _once(row: Sequence[Glyph], size: float) -> Iterator[Glyph]:
    last: Glyph | None = None
    for glyph in row:
        if last is None or glyph.text != last.text or glyph.x0 - last.x0 > _TWICE * size:
            yield glyph
            last = glyph


def _is_apart(left: Glyph, right: Glyph, size: float) -> bool:
    is_word = left.text[-1:].isascii() and right.text[:1].isascii()
    return right.x0 - left.x1 > (_WORD_BLANK if is_word else _BLANK) * size
