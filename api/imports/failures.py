"""What failed, as a table to mend and to import again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from api.imports.original import rows_of_part
from api.imports.states import RowState
from api.imports.tables import ImportItemRow
from knowledge.documents.sniffing import Format, sniff
from knowledge.errors import InvalidInput, NotFound
from knowledge.sheets.columns import PROBLEM_LABEL
from knowledge.sheets.reading import is_sheet
from knowledge.sheets.writing import write_tables

_FILES = "没有导入的文件"
Table = tuple[list[str], list[list[str]]]


def failed_table(items: Sequence[ImportItemRow], paths: Mapping[int, Path]) -> bytes:
    """Return an xlsx file: the failed rows of sheets under their own header with the reason in a last column, and a
    list of the other files that failed.

    Raises:
        NotFound: nothing failed.
    """
    failed = [item for item in items if item.state == RowState.FAILED]
    if not failed:
        raise NotFound("没有失败的行")
    tables: dict[str, Table] = {}
    for item in failed:
        if not _add_rows(tables, item, paths.get(item.file_n)):
            row = [f"{item.name} {item.part}".strip(), item.title, item.message, item.remedy]
            tables.setdefault(_FILES, (["文件", "标题", PROBLEM_LABEL, "怎么办"], []))[1].append(row)
    return write_tables(tables)


def _add_rows(tables: dict[str, Table], item: ImportItemRow, path: Path | None) -> bool:
    """Add the rows of a sheet that failed; False where it was no sheet of its own, or is not there any more."""
    if path is None or not path.is_file() or "!" not in item.part:
        return False
    data = path.read_bytes()
    if not is_sheet(item.name) and sniff(data) is not Format.SHEET:
        return False
    try:
        found = rows_of_part(data, item.name, item.part)
    except InvalidInput:
        return False
    if found is None:
        return False
    width = len(found.header.row.cells)
    name = f"{item.file_n}-{item.part.rpartition('!')[0] or '表'}"
    _header, rows = tables.setdefault(_sheet_name(name), ([*found.header.row.cells, PROBLEM_LABEL], []))
    rows += [[*(row.cell(at) for at in range(width)), f"{item.message}{item.remedy}"] for row in found.rows]
    return True


def _sheet_name(name: str) -> str:
    return "".join("_" if char in "[]:*?/\\" else char for char in name)[:31]
