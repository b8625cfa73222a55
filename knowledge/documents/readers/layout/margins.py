"""What a page adds to a text: page numbers, and what stands at the head or foot of page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.documents.readers.layout.page import PlacedLine

_NUMBER = re.compile(
    r"[—–―\-－·•\s]*\d{1,4}[—–―\-－·•\s]*|第\s*\d{1,4}\s*页(?:\s*[/，,（(]?\s*共\s*\d{1,4}\s*页\s*[）)]?)?|\d{1,4}\s*/\s*\d{1,4}"
)
_MARGIN = 0.13  # of the height of a page
_OUTERMOST = 2  # lines at either end of a page that may be a running head
_TIMES = 3
_SHARE = 0.3  # of the pages, so that heads of odd and even pages may differ


def is_furniture(pages: Sequence[Sequence[PlacedLine]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """Return the places (page, line) of page numbers and running heads. Rows of tables are never among them."""
    ends = [
        (page, line)
        for page, lines in enumerate(pages)
        for line in sorted({*range(len(lines))[:_OUTERMOST], *range(len(lines))[-_OUTERMOST:]})
        if not lines[line].is_row and _is_in_margin(lines[line], heights[page])
    ]
    keys = {place: _key(pages[place[0]][place[1]], heights[place[0]]) for place in ends}
    times = Counter(keys.values())
    repeated = {
        place for place in ends if times[keys[place]] >= max(_TIMES, _SHARE * len(pages)) and keys[place][1] != ""
    }
    numbers = {place for place in ends if _NUMBER.fullmatch(pages[place[0]][place[1]].text)}
    return repeated | numbers


def _is_in_margin(line: PlacedLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _key(line: PlacedLine, height: float) -> tuple[int, str]:
    """Where it stands, to a fiftieth of the page, and what it says but for the figures, which count the pages."""
    return round(50 * line.top / height) if height else 0, re.sub(r"\d+", "#", line.text)
