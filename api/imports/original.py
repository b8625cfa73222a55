"""The original of a row: found again in the file that was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from knowledge.documents.archive import walk_archive
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.documents.sniffing import Format, sniff
from knowledge.errors import InvalidInput, NotFound
from knowledge.sheets.header import Header, find_header
from knowledge.sheets.reading import is_sheet, read_workbook
from knowledge.sheets.table import Row


@dataclass(frozen=True, slots=True)
class Original:
    """What stands in the file. ``blocks`` are (line, role, text); ``rows`` the rows of a sheet, by number."""

    blocks: tuple[tuple[int, str, str], ...]
    rows: tuple[int, ...] = ()
    parsed: ParsedDocument | None = None


@dataclass(frozen=True, slots=True)
class OriginalRows:
    """The rows of a sheet with one title, and their header."""

    header: Header
    rows: tuple[Row, ...]


def original_of(path: Path, name: str, part: str) -> Original:
    """Return what the row of a report was read from.

    Raises:
        NotFound: it is not in the file.
        InvalidInput: the file cannot be read.
    """
    data, name, part = _member(path.read_bytes(), name, part)
    if is_sheet(name) or sniff(data) is Format.SHEET:
        found = rows_of_part(data, name, part)
        if found is None:
            raise NotFound("表格里找不到这一行")
        return Original(tuple(_cells(found)), tuple(row.number for row in found.rows))
    parsed = read_document(data, PurePath(name).name)
    return Original(tuple((block.line, block.role.value, block.text) for block in parsed.blocks), parsed=parsed)


def rows_of_part(data: bytes, name: str, part: str) -> OriginalRows | None:
    """Return the rows that a draft of a sheet was made of: those with the title of the row that ``part`` names."""
    sheet_name, _, number = part.rpartition("!")
    for sheet in read_workbook(data, name).sheets:
        if sheet.name != sheet_name or (found := find_header(sheet.rows)) is None:
            continue
        header, rows = found
        first = next((row for row in rows if str(row.number) == number), None)
        if first is not None:
            title = _title(header, first)
            return OriginalRows(
                header, tuple(row for row in rows if row is first or (title and _title(header, row) == title))
            )
    return None


def _title(header: Header, row: Row) -> str:
    return header.value(row, "title") or header.value(row, "question")


def _cells(found: OriginalRows) -> Sequence[tuple[int, str, str]]:
    return [
        (row.number, "cell", f"{head or f'第{at + 1}列'}：{text}")
        for row in found.rows
        for at, (head, text) in enumerate(zip(_padded(found.header.row.cells, len(row.cells)), row.cells, strict=False))
        if text
    ]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


def _member(data: bytes, name: str, part: str) -> tuple[bytes, str, str]:
    """Return the file of an archive that a part lies in; any other file as it is."""
    if sniff(data) is not Format.ZIP:
        return data, name, part
    try:
        for file in walk_archive(data, name):
            if part == file.name or part.startswith(f"{file.name} "):
                return file.data, file.name, part.removeprefix(file.name).strip()
    except InvalidInput as error:
        raise NotFound(error.message, remedy=error.remedy) from error
    raise NotFound("压缩包里找不到这个文件")
