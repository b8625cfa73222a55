"""The pages of a PDF as placed characters and rules."""

import re
from collections.abc import Iterator
from typing import Any

from pdfplumber.page import Page

from knowledge.documents.readers.layout.page import Glyph, PlacedPage, Rule

_UNKNOWN = re.compile(r"\(cid:\d+\)")
_THIN = 2.0  # points: a filled box as thin as this is a rule
_SHORTEST = 4.0


def placed(page: Page) -> PlacedPage:
    """Return a page. Slanted and upright-down text is a watermark, unless the whole page is set that way."""
    chars = page.chars
    upright = [char for char in chars if char["upright"]]
    chosen = upright if 2 * len(upright) >= len(chars) else chars
    return PlacedPage(
        number=page.page_number,
        height=float(page.height),
        glyphs=[
            Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"]) for char in chosen if char["text"]
        ],
        rules=list(_rules(page)),
    )


def unknown_share(page: PlacedPage) -> float:
    """Return the share of characters whose font does not say what they are."""
    if not page.glyphs:
        return 0.0
    return sum(bool(_UNKNOWN.fullmatch(glyph.text)) for glyph in page.glyphs) / len(page.glyphs)


def _rules(page: Page) -> Iterator[Rule]:
    for line in page.lines:
        yield from _if_straight(line)
    for box in (*page.rects, *page.curves):
        yield from _sides(box)


def _if_straight(item: dict[str, Any]) -> Iterator[Rule]:
    rule = Rule(item["x0"], item["x1"], item["top"], item["bottom"])
    if (
        min(rule.x1 - rule.x0, rule.bottom - rule.top) <= _THIN
        and max(rule.x1 - rule.x0, rule.bottom - rule.top) > _SHORTEST
    ):
        yield rule


def _sides(item: dict[str, Any]) -> Iterator[Rule]:
    """A thin box is one rule; a larger one four, where its border is drawn."""
    x0, x1, top, bottom = item["x0"], item["x1"], item["top"], item["bottom"]
    if min(x1 - x0, bottom - top) <= _THIN:
        yield from _if_straight(item)
    elif item.get("stroke") and item["object_type"] == "rect":
        yield from (Rule(x0, x1, top, top), Rule(x0, x1, bottom, bottom))
        yield from (Rule(x0, x0, top, bottom), Rule(x1, x1, top, bottom))
