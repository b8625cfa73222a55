"""Which reader takes a file: the one for what its bytes are; among kinds of text, the one for its suffix."""

from collections.abc import Iterable
from pathlib import PurePath

from knowledge.documents.errors import EncryptedDocument, NotADocument, UnreadableDocument, UnsupportedFormat
from knowledge.documents.readers.encoding import is_text
from knowledge.documents.readers.port import DocumentReader
from knowledge.documents.registry import READERS
from knowledge.documents.sniffing import LABELS, Format, sniff
from knowledge.errors import InvalidInput

_SUFFIX_OF = {
    Format.DOCX: ".docx", Format.DOC: ".doc", Format.RTF: ".doc", Format.PDF: ".pdf", Format.OFD: ".ofd",
    Format.HTML: ".html",
}  # fmt: skip
_TEXTUAL = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".shtml", ".xhtml"})
_SHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".et", ".ods"})
_SLIDES = frozenset({".ppt", ".pptx", ".dps"})


def reader_for(name: str, data: bytes, readers: Iterable[DocumentReader] = READERS) -> DocumentReader:
    """Choose the reader for the file ``name``.

    Raises:
        UnsupportedFormat: no reader for it; ``NotADocument`` for tables and presentations.
        UnreadableDocument: the bytes are neither what the suffix says nor anything else that is known.
        EncryptedDocument: an office file with a password.
    """
    known = {suffix: reader for reader in readers for suffix in reader.suffixes}
    suffix = _suffix(name)
    kind = sniff(data)
    _refuse(name, suffix, kind, known)
    if kind is Format.HTML and suffix in {".md", ".markdown"}:
        return known[suffix]
    if kind in _SUFFIX_OF and _SUFFIX_OF[kind] in known:
        return known[_SUFFIX_OF[kind]]
    if not suffix and data:
        suffix = ".txt"
    if suffix not in known:
        raise _unsupported(name, f"{suffix}文件", known)
    if suffix in _TEXTUAL or not data:
        return known[suffix]
    if is_text(data) and ".txt" in known:
        return known[".txt"]
    raise UnreadableDocument(f"“{name}”损坏，或者不是它的扩展名所说的格式。", remedy="请重新下载或者重新保存后导入。")


def _suffix(name: str) -> str:
    """A name may be the address of a page, whose last part need not have a suffix that means anything."""
    if name.startswith(("http://", "https://")):
        return ".html"
    return PurePath(name).suffix.lower()


def _refuse(name: str, suffix: str, kind: Format, known: Iterable[str]) -> None:
    """Refuse what is certainly no document."""
    error: InvalidInput | None = None
    if kind is Format.ENCRYPTED_OFFICE:
        error = EncryptedDocument(f"“{name}”有密码，不能读取。", remedy="请去掉密码后重新导入。")
    elif kind is Format.SHEET or (suffix in _SHEETS and kind is Format.OTHER):
        error = NotADocument(f"“{name}”是表格，不是公文。", remedy="知识表格请按知识表导入；公文请另存为 docx 或 PDF。")
    elif kind is Format.SLIDES or (suffix in _SLIDES and kind is Format.OTHER):
        error = NotADocument(f"“{name}”是演示文稿，不是公文。", remedy="请把文字另存为 docx 后导入。")
    elif kind in {Format.IMAGE, Format.PROGRAM, Format.OTHER_ARCHIVE, Format.ZIP}:
        error = _unsupported(name, LABELS[kind], known)
    if error is not None:
        raise error


def _unsupported(name: str, what: str, known: Iterable[str]) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"“{name}”是{what}，不能作为一份公文读取。", remedy=f"可以导入：{'、'.join(sorted(known))}。"
    )
