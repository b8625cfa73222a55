"""What a page adds to a text: page numbers, and what stands at the head or foot of page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.documents.readers.layout.page import PlacedLine

_NUMBER = re.compile(
    r"[—–―\-－·•\s]*\d{1,4}[—–―\-－·•\s]*|第\s*\d{1,4}\s*页(?:\s*[/，,（(]?\s*共\s*\d{1,4}\s*页\s*[）)]?)?|\d{1,4}\s*/\s*\d{1,4}"
)
_COUNTED = re.compile(r"(?P<first>\d{1,4})\s+(?P<text>\D.*)|(?P<words>.*\D)\s+(?P<last>\d{1,4})(?:\s*/\s*\d{1,4})?")
_ENDS = ("。", "；", "：", "，")
_LONGEST = 60
_MARGIN = 0.13  # of the height of a page
_OUTERMOST = 2  # lines at either end of a page that may be a running head
_TIMES = 2
_SHARE = 0.3  # of the pages, so that heads of odd and even pages may differ


def is_furniture(pages: Sequence[Sequence[PlacedLine]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """Return the places (page, line) of page numbers and running heads. Rows of tables are never among them."""
    ends = [
        (page, line)
        for page, lines in enumerate(pages)
        for line in sorted({*range(len(lines))[:_OUTERMOST], *range(len(lines))[-_OUTERMOST:]})
        if _may_be_furniture(lines[line]) and _is_in_margin(lines[line], heights[page])
    ]
    keys = {place: _key(pages[place[0]][place[1]], place[0], heights[place[0]]) for place in ends}
    times = Counter(keys.values())
    repeated = {place for place in ends if times[keys[place]] >= max(_TIMES, _SHARE * len(pages))}
    numbers = {place for place in ends if _NUMBER.fullmatch(pages[place[0]][place[1]].text)}
    return repeated | numbers


def _may_be_furniture(line: PlacedLine) -> bool:
    """A sentence is text, wherever it stands and however often."""
    return not line.is_row and len(line.text) <= _LONGEST and not line.text.endswith(_ENDS)


def _is_in_margin(line: PlacedLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _key(line: PlacedLine, page: int, height: float) -> tuple[int, str, int | None]:
    """Where it stands, to a fiftieth of the page, what it says, and by how much a number at either end is off the page's.

    ``示例公报 3`` on page 3 and ``示例公报 4`` on page 4 are the same head; ``3. 甲`` and ``17. 甲`` are not.
    """
    place = round(50 * line.top / height) if height else 0
    counted = _COUNTED.fullmatch(line.text)
    if counted is None:
        return place, line.text, None
    number = int(counted["first"] or counted["last"])
    return place, counted["text"] or counted["words"], number - page
