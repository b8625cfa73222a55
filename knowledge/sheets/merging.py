"""From rows of cells to the rows of a table: empty rows left out, merged cells filled, limits kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Row


@dataclass(frozen=True, slots=True)
class Merge:
    """A rectangle of merged cells: rows counted from 1, columns from 0, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


def rows_of(rows: Iterable[tuple[str, ...]], name: str, merges: Sequence[Merge], notes: list[str]) -> Iterator[Row]:
    """Yield the rows that say something, the first row being number 1.

    What merged cells show once stands in each of them, but not in rows that are empty otherwise. What lies beyond the
    limits is left out, and ``notes`` says so.
    """
    limits, kept, wide = sheet_settings(), 0, False
    filler = _Filler(merges, limits.max_columns)
    for number, cells in enumerate(rows, start=1):
        if number > limits.max_scanned:
            notes.append(f"工作表“{name}”只读到第 {limits.max_scanned} 行")
            return
        if not any(cells):
            continue
        if kept == limits.max_rows:
            notes.append(f"工作表“{name}”超过 {limits.max_rows} 行，第 {number} 行起没有读；请拆成几个文件")
            return
        if any(cells[limits.max_columns :]) and not wide:
            wide = True
            notes.append(f"工作表“{name}”超过 {limits.max_columns} 列，右边的没有读")
        kept += 1
        yield Row(number, filler.filled(number, cells[: limits.max_columns]))


class _Filler:
    def __init__(self, merges: Sequence[Merge], columns: int) -> None:
        self._merges = sorted(merges, key=lambda merge: merge.top)
        self._columns = columns
        self._open: list[tuple[Merge, str]] = []
        self._next = 0

    def filled(self, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return the row with what the merges that cross it show. Rows come in order."""
        while self._next < len(self._merges) and self._merges[self._next].top <= number:
            merge = self._merges[self._next]
            shown = cells[merge.left] if merge.top == number and merge.left < len(cells) else ""
            self._open.append((merge, shown))
            self._next += 1
        self._open = [(merge, shown) for merge, shown in self._open if merge.bottom >= number]
        full = list(cells)
        for merge, shown in self._open:
            right = min(merge.right, self._columns - 1)
            full += [""] * (right + 1 - len(full))
            for column in range(merge.left, right + 1):
                full[column] = full[column] or shown
        return tuple(full)
