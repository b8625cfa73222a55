"""xls, the binary format before 2007."""

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from knowledge.documents.errors import EncryptedDocument, UnreadableDocument
from knowledge.sheets.cells import text_of
from knowledge.sheets.merging import Merge, rows_of
from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Sheet, Workbook

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class XlsReader:
    """Reads the values of visible sheets."""

    suffixes = frozenset({".xls", ".et"})

    def read(self, data: bytes, name: str) -> Workbook:
        """Read a file."""
        if _ENCRYPTED in data:
            raise EncryptedDocument(f"“{name}”加了密码。", remedy="请去掉密码后重新导入。")
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
                return _workbook(book)
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableDocument(
                f"“{name}”损坏或者加了密码，打不开。", remedy="请用表格软件打开后另存为 xlsx。"
            ) from error


def _workbook(book: CalamineWorkbook) -> Workbook:
    sheets: list[Sheet] = []
    notes: list[str] = []
    for known in book.sheets_metadata:
        if known.visible is not SheetVisibleEnum.Visible:
            notes.append(f"工作表“{known.name}”是隐藏的，没有导入")
            continue
        sheet = book.get_sheet_by_name(known.name)
        rows = sheet.to_python(skip_empty_area=False, nrows=sheet_settings().max_scanned)
        texts = (tuple(text_of(value) for value in cells) for cells in rows)
        sheets.append(Sheet(known.name, tuple(rows_of(texts, known.name, _merges(sheet), notes))))
    return Workbook(tuple(sheets), tuple(notes))


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(Merge(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges)
