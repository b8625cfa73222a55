"""A table as it was read: text in every cell, whatever the file format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty. ``number`` counts from 1 as the spreadsheet program shows it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the text in a column, counted from 0; empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets. ``notes`` says, in sentences for staff, what was left out and why."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
