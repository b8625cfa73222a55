"""xlsx: read row by row, so that a sheet that claims a million rows costs nothing."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.documents.errors import UnreadableDocument
from knowledge.sheets.cells import text_of
from knowledge.sheets.merging import Merge, rows_of
from knowledge.sheets.readers.package import check_package
from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Row, Sheet, Workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What a broken package makes the library raise; none of it is ours to tell apart.
_BROKEN = (
    BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
    SyntaxError, zlib.error,
)  # fmt: skip


class XlsxReader:
    """Reads the values of visible sheets; formulas count as the value that was saved with them."""

    suffixes = frozenset({".xlsx"})

    def read(self, data: bytes, name: str) -> Workbook:
        """Read a file."""
        check_package(data, name)
        try:
            return _workbook(data)
        except _BROKEN as error:
            raise UnreadableDocument(f"“{name}”损坏，打不开。", remedy="请用表格软件打开后另存为 xlsx。") from error


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the reader of values does not tell: merged cells, and formulas whose value was not saved."""

    merges: tuple[Merge, ...]
    empty_formulas: tuple[str, ...]


def _workbook(data: bytes) -> Workbook:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets, notes = [], []
    with ZipFile(io.BytesIO(data)) as package:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                notes.append(f"工作表“{sheet.title}”是隐藏的，没有导入")
                continue
            sheet.reset_dimensions()  # what the file says of its size may be a lie
            path: str = getattr(sheet, "_worksheet_path")  # noqa: B009  # told nowhere else, and not in the stubs
            marks = _marks(package, path)
            rows = (tuple(text_of(value) for value in cells) for cells in sheet.iter_rows(values_only=True))
            sheets.append(Sheet(sheet.title, tuple(_bounded(rows, sheet.title, marks, notes))))
    book.close()
    return Workbook(tuple(sheets), tuple(notes))


def _bounded(rows: Iterator[tuple[str, ...]], name: str, marks: _Marks, notes: list[str]) -> Iterator[Row]:
    if marks.empty_formulas:
        cells = "、".join(marks.empty_formulas[:5])
        notes.append(f"工作表“{name}”的单元格 {cells} 的公式没有保存结果，按空白处理；请用表格软件打开保存一次")
    return rows_of(rows, name, marks.merges, notes)


def _marks(package: ZipFile, path: str) -> _Marks:
    merges: list[Merge] = []
    empty: list[str] = []
    limit = sheet_settings().max_rows
    with package.open(path) as source:
        for _event, element in iterparse(source, ("end",)):
            if element.tag == f"{_MAIN}mergeCell" and len(merges) < limit:
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                if None not in (left, top, right, bottom):
                    merges.append(Merge(int(top or 1), int(bottom or 1), int(left or 1) - 1, int(right or 1) - 1))
            elif element.tag == f"{_MAIN}c" and element.find(f"{_MAIN}f") is not None and _no_value(element):
                empty.append(element.get("r", ""))
            if element.tag == f"{_MAIN}row":
                element.clear()
    return _Marks(tuple(merges), tuple(empty))


def _no_value(cell: object) -> bool:
    return not getattr(cell, "findtext")(f"{_MAIN}v", "")  # noqa: B009  # defusedxml types its elements as Any
