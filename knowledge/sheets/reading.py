"""The one place where a file becomes a table."""

from pathlib import PurePath
from typing import Protocol

from knowledge.documents.errors import EmptyDocument, TooLarge, UnreadableDocument, UnsupportedFormat
from knowledge.sheets.readers.delimited import DelimitedReader
from knowledge.sheets.readers.xls import XlsReader
from knowledge.sheets.readers.xlsx import XlsxReader
from knowledge.sheets.settings import sheet_settings
from knowledge.sheets.table import Workbook

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


class SheetReader(Protocol):
    """Reads one family of table files."""

    suffixes: frozenset[str]

    def read(self, data: bytes, name: str) -> Workbook:
        """Read a file.

        Raises:
            UnreadableDocument: the bytes are not of this format.
            UnsafeDocument: opening it would do harm.
        """
        ...


_DELIMITED, _XLS, _XLSX = DelimitedReader(), XlsReader(), XlsxReader()
_READERS: tuple[SheetReader, ...] = (_DELIMITED, _XLS, _XLSX)
SUFFIXES = frozenset(suffix for reader in _READERS for suffix in reader.suffixes) | {".xlsm", ".xlsb", ".ods"}


def is_sheet(name: str) -> bool:
    """Whether a file of this name is a table."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read_workbook(data: bytes, name: str) -> Workbook:
    """Read a file of sheets. What the bytes show counts for more than the suffix.

    Raises:
        TooLarge: more bytes than allowed.
        EmptyDocument: it has no bytes.
        UnreadableDocument: it is damaged.
        UnsupportedFormat: no reader for it.
        UnsafeDocument: opening it would do harm.
    """
    if len(data) > sheet_settings().max_bytes:
        raise TooLarge(
            f"“{name}”有 {len(data)} 字节，超过上限 {sheet_settings().max_bytes} 字节。",
            remedy="请拆成几个文件后导入。",
        )
    if not data.strip():
        raise EmptyDocument(f"“{name}”是空的。", remedy="请检查文件。")
    return _reader(data, name).read(data, PurePath(name).name)


def _reader(data: bytes, name: str) -> SheetReader:
    suffix = PurePath(name).suffix.lower()
    if suffix in {".xlsm", ".xlsb", ".ods"}:
        raise UnsupportedFormat(f"“{name}”是 {suffix} 文件，目前不能读取。", remedy="请另存为 xlsx。")
    if data.startswith(_ZIP):
        return _XLSX
    if data.startswith(_OLE):
        return _XLS
    if suffix in _DELIMITED.suffixes or b"\0" not in data[:4096]:
        return _DELIMITED  # many a system exports text under the name of a spreadsheet
    raise UnreadableDocument(f"“{name}”损坏，或者不是表格。", remedy="请用表格软件打开后另存为 xlsx。")
