"""Where the header of a sheet is: under a title row, a remark, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.sheets.columns import columns, is_known, recognised
from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Row

_TITLES, _TEXTS = {"title", "question"}, {"content"}
_EXAMPLE = "填写说明"


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: where each column stands, by name, and which headers say nothing known."""

    row: Row
    places: dict[str, int]
    unknown: tuple[str, ...]

    def value(self, row: Row, name: str) -> str:
        """Return what a row says in a column; empty where the sheet has no such column."""
        return row.cell(self.places[name]) if name in self.places else ""


def find_header(rows: Sequence[Row]) -> tuple[Header, tuple[Row, ...]] | None:
    """Return the header and the rows below it; nothing where no row among the first names a title and a text.

    Rows of remarks below the header, and the header printed again on a later page, are no data.
    """
    head = rows[: sheet_settings().header_within]
    candidates = [(len(places), -at) for at, row in enumerate(head) if _enough(places := recognised(row.cells))]
    if not candidates:
        return None
    at = -max(candidates)[1]
    row = rows[at]
    header = Header(row, recognised(row.cells), tuple(text for text in row.cells if text and not is_known(text)))
    below = tuple(row for row in rows[at + 1 :] if row.cells != header.row.cells and not _is_remark(header, row))
    return header, below


def _enough(places: dict[str, int]) -> bool:
    return bool(_TITLES & places.keys()) and bool(_TEXTS & places.keys())


def _is_remark(header: Header, row: Row) -> bool:
    """Whether a row is the template's own explanation of the columns."""
    if row.cell(0).startswith(_EXAMPLE):
        return True
    said = [(columns()[name].note, header.value(row, name)) for name in ("title", "content") if name in header.places]
    return all(note and note == text for note, text in said)
