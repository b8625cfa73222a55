"""The one place where a file becomes a document."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from knowledge.documents.errors import EmptyDocument, TooLarge, UnsupportedFormat
from knowledge.documents.model import ParsedDocument
from knowledge.documents.parser import parse
from knowledge.documents.readers.html import HtmlReader
from knowledge.documents.readers.markdown import MarkdownReader
from knowledge.documents.readers.port import DocumentReader
from knowledge.documents.readers.text import TextReader

MAX_BYTES = 20 * 1024 * 1024
_FOREIGN = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word、Excel 或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 WPS",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
}
_READERS: tuple[DocumentReader, ...] = (TextReader(), MarkdownReader(), HtmlReader())


def read_document(source: Path | bytes, name: str = "", *, max_bytes: int = MAX_BYTES) -> ParsedDocument:
    """Read and parse a file or its bytes. ``name`` tells the format by its suffix; without one the bytes are looked at.

    Raises:
        TooLarge: more than ``max_bytes``.
        UnsupportedFormat: no reader for it.
        UnreadableDocument: it is not what its suffix says.
        EmptyDocument: it has no text.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > max_bytes:
        raise TooLarge(f"“{name}”有 {size} 字节，超过上限 {max_bytes} 字节。", remedy="请拆分后导入，或者调高上限。")
    data = source.read_bytes() if isinstance(source, Path) else source
    try:
        return parse(reader_for(name, data).read(data, name))
    except EmptyDocument:
        raise EmptyDocument(f"“{name}”中没有文字。", remedy="扫描件请先做文字识别。") from None


def reader_for(name: str, data: bytes, readers: Iterable[DocumentReader] = _READERS) -> DocumentReader:
    """Choose the reader by suffix, without one by the first bytes.

    Raises:
        UnsupportedFormat: no reader for the suffix or for what the bytes show.
    """
    suffix = PurePath(name).suffix.lower()
    foreign = next((kind for magic, kind in _FOREIGN.items() if data.startswith(magic)), "")
    if not foreign and not suffix:
        suffix = ".html" if _looks_like_html(data) else ".txt"
    reader = next((reader for reader in readers if suffix in reader.suffixes), None)
    if reader is None or foreign:
        known = "、".join(sorted(suffix for reader in readers for suffix in reader.suffixes))
        raise UnsupportedFormat(f"“{name}”是{foreign or suffix}文件，目前不能读取。", remedy=f"可以导入：{known}。")
    return reader


def _looks_like_html(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>"))
