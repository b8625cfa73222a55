"""csv and its relatives: UTF-8, UTF-16 or GB 18030, parted by commas, semicolons, tabs or bars."""

import csv
import io

from knowledge.documents.errors import UnreadableDocument
from knowledge.documents.readers.encoding import decode
from knowledge.sheets.cells import text_of
from knowledge.sheets.columns import recognised
from knowledge.sheets.merging import rows_of
from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Sheet, Workbook

_DELIMITERS = (",", "\t", ";", "|", "，", "；", "｜")


class DelimitedReader:
    """Reads text tables. The delimiter is the one under which the most columns are recognised."""

    suffixes = frozenset({".csv", ".tsv"})

    def read(self, data: bytes, name: str) -> Workbook:
        """Read a file."""
        text = decode(data, name).replace("\0", "")
        best = max(_DELIMITERS, key=lambda delimiter: _recognised(text, delimiter))
        notes: list[str] = []
        try:
            rows = (tuple(text_of(cell) for cell in cells) for cells in csv.reader(io.StringIO(text), delimiter=best))
            return Workbook((Sheet("", tuple(rows_of(rows, name, (), notes))),), tuple(notes))
        except csv.Error as error:
            raise UnreadableDocument(
                f"“{name}”的引号不成对，或者有过长的单元格。", remedy="请检查后重新导入。"
            ) from error


def _recognised(text: str, delimiter: str) -> int:
    head = text.split("\n", sheet_settings().header_within)[: sheet_settings().header_within]
    try:
        rows = list(csv.reader(head, delimiter=delimiter))
    except csv.Error:
        return 0
    return max((len(recognised(tuple(row))) for row in rows), default=0)
