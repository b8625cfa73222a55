"""Ruled tables: the cells that rules enclose, row by row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from knowledge.documents.readers.layout.lines import lines_of
from knowledge.documents.readers.layout.page import Glyph, PlacedLine, PlacedPage, Rule

_FEWEST_RULES, _MOST_RULES = 4, 1500  # more is a drawing, and the search for crossings grows with the square
_NEAR = 0.004  # of the height of the page: how far rules may miss each other

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The rows of the tables of a page, and the characters that stand in none."""

    rows: list[PlacedLine]
    rest: list[Glyph]


def split_tables(page: PlacedPage) -> FoundTables:
    """Take the ruled tables out of a page. A frame of one cell is no table; its text stays text."""
    tables = [_grid(cells) for cells in _tables(page) if len(cells) > 1]
    if not tables:
        return FoundTables([], list(page.glyphs))
    boxes = [box for table in tables for row in table for box in row]
    inside: dict[Box, list[Glyph]] = defaultdict(list)
    rest: list[Glyph] = []
    for glyph in page.glyphs:
        box = _box_around(glyph, boxes)
        (rest if box is None else inside[box]).append(glyph)
    rows = [_row(row, inside) for table in tables for row in table]
    return FoundTables([row for row in rows if row.text.strip("| ")], rest)


def _tables(page: PlacedPage) -> list[list[Box]]:
    if not _FEWEST_RULES <= len(page.rules) <= _MOST_RULES:
        return []
    near = _NEAR * page.height
    edges = [_edge(rule) for rule in page.rules]
    merged = merge_edges(edges, near, near, near, near)
    if len(merged) > _MOST_RULES:
        return []
    return [
        list(table) for table in cells_to_tables(intersections_to_cells(edges_to_intersections(merged, near, near)))
    ]


def _edge(rule: Rule) -> dict[str, float | str]:
    is_level = rule.x1 - rule.x0 > rule.bottom - rule.top
    return {
        "x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.bottom,
        "width": rule.x1 - rule.x0, "height": rule.bottom - rule.top, "orientation": "h" if is_level else "v",
        "object_type": "line",
    }  # fmt: skip


def _grid(cells: Sequence[Box]) -> list[list[Box]]:
    """Return the cells by the row they begin in: one that spans several stands in the first of them."""
    rows: dict[float, list[Box]] = defaultdict(list)
    for box in cells:
        rows[box[1]].append(box)
    return [sorted(rows[top]) for top in sorted(rows)]


def _box_around(glyph: Glyph, boxes: Sequence[Box]) -> Box | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def _row(boxes: Sequence[Box], inside: dict[Box, list[Glyph]]) -> PlacedLine:
    cells = ["".join(line.text for line in lines_of(inside[box])) for box in boxes]
    top, bottom = boxes[0][1], max(box[3] for box in boxes)
    size = max((glyph.size for box in boxes for glyph in inside[box]), default=0.0)
    return PlacedLine(" | ".join(cells).strip(), boxes[0][0], boxes[-1][2], top, bottom, size, is_row=True)
