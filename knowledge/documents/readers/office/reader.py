"""Old Word, WPS and RTF files."""

import io
import struct
from typing import Protocol

import olefile

from knowledge.documents.errors import ContainsMacros, EncryptedDocument, UnreadableDocument
from knowledge.documents.readers.docx.reader import DocxReader
from knowledge.documents.readers.office.libreoffice import LibreOffice
from knowledge.documents.readers.port import RawText

_RICH_TEXT = b"{\\rtf"  # many a .doc is one
_ENCRYPTED = 0x0100  # of the flags in the header of the WordDocument stream ([MS-DOC] 2.5.2)
_BROKEN = (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error)


class Converter(Protocol):
    """Turns an office file into a docx."""

    def to_docx(self, data: bytes, name: str) -> bytes:
        """Return the docx.

        Raises:
            NeedsOffice: there is no program for it.
            UnreadableDocument: the program made nothing of the file.
            TooLarge: it took too long.
        """
        ...


class OfficeReader:
    """Reads doc, wps and rtf through a converter; macros and passwords are refused before it sees the file."""

    suffixes = frozenset({".doc", ".wps", ".rtf"})

    def __init__(self, converter: Converter | None = None, docx: DocxReader | None = None) -> None:
        self._converter = converter or LibreOffice()
        self._docx = docx or DocxReader()

    def read(self, data: bytes, name: str) -> RawText:
        """Convert and read.

        Raises:
            EncryptedDocument, ContainsMacros: what the file is.
            NeedsOffice, UnreadableDocument, TooLarge: see ``Converter``.
        """
        if not data.startswith(_RICH_TEXT):
            _check(data, name)
        return self._docx.read(self._converter.to_docx(data, name), name)


def _check(data: bytes, name: str) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            has_macros = any(
                path[0].lower() in {"macros", "_vba_project_cur"} for path in container.listdir(storages=True)
            )
            header = container.openstream("WordDocument").read(12) if container.exists("WordDocument") else b""
    except _BROKEN:
        raise UnreadableDocument(f"“{name}”损坏或者不完整，打不开。", remedy="请重新下载或者重新保存后导入。") from None
    if has_macros:
        raise ContainsMacros(f"“{name}”里有宏，没有读取。", remedy="请另存为不带宏的 docx 后导入。")
    if len(header) == 12 and struct.unpack_from("<H", header, 10)[0] & _ENCRYPTED:
        raise EncryptedDocument(f"“{name}”有密码，不能读取。", remedy="请去掉密码后重新导入。")
