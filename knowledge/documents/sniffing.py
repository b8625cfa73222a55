"""What a file is, by its bytes: suffixes are given by people."""

import io
from enum import StrEnum
from zipfile import BadZipFile, ZipFile

import olefile


class Format(StrEnum):
    """The formats that are told apart. ``OTHER`` is text of some kind, or nothing that is known."""

    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    OFD = "ofd"
    HTML = "html"
    RTF = "rtf"
    ZIP = "zip"
    SHEET = "sheet"
    SLIDES = "slides"
    ENCRYPTED_OFFICE = "encrypted_office"
    IMAGE = "image"
    PROGRAM = "program"
    OTHER_ARCHIVE = "other_archive"
    OTHER = "other"


LABELS = {
    Format.DOCX: "Word（docx）", Format.DOC: "旧版 Word 或 WPS", Format.PDF: "PDF", Format.OFD: "OFD", Format.HTML: "网页",
    Format.RTF: "RTF", Format.ZIP: "压缩包", Format.SHEET: "表格", Format.SLIDES: "演示文稿",
    Format.ENCRYPTED_OFFICE: "有密码的 Office", Format.IMAGE: "图片", Format.PROGRAM: "程序", Format.OTHER_ARCHIVE: "压缩包",
    Format.OTHER: "其他",
}  # fmt: skip
_MAGIC = (
    (b"{\\rtf", Format.RTF), (b"\x89PNG", Format.IMAGE), (b"\xff\xd8\xff", Format.IMAGE), (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE), (b"MM\x00*", Format.IMAGE), (b"MZ", Format.PROGRAM), (b"\x7fELF", Format.PROGRAM),
    (b"Rar!\x1a", Format.OTHER_ARCHIVE), (b"7z\xbc\xaf\x27\x1c", Format.OTHER_ARCHIVE), (b"\x1f\x8b", Format.OTHER_ARCHIVE),
)  # fmt: skip
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06")
_PARTS = (
    ("word/document.xml", Format.DOCX), ("OFD.xml", Format.OFD), ("xl/workbook.xml", Format.SHEET),
    ("xl/workbook.bin", Format.SHEET), ("ppt/presentation.xml", Format.SLIDES),
)  # fmt: skip
_STREAMS = (
    ("EncryptedPackage", Format.ENCRYPTED_OFFICE), ("WordDocument", Format.DOC), ("Workbook", Format.SHEET),
    ("Book", Format.SHEET), ("PowerPoint Document", Format.SLIDES),
)  # fmt: skip
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>", b"<meta", b"<table")
_PDF_WITHIN = 1024


def sniff(data: bytes) -> Format:
    """Return what ``data`` is."""
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return found or (Format.HTML if _looks_like_html(data) else Format.OTHER)


def _in_zip(data: bytes) -> Format:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return _in_broken_zip(data)
    return next((kind for part, kind in _PARTS if part in names), Format.ZIP)


def _in_broken_zip(data: bytes) -> Format:
    """Half a file still shows what it was to be: its first members are named in it."""
    return next((kind for part, kind in _PARTS if part.encode() in data), Format.ZIP)


def _in_ole(data: bytes) -> Format:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return next((kind for stream, kind in _STREAMS if container.exists(stream)), Format.OTHER)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return Format.DOC


def _looks_like_html(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml"):
        return b"<html" in head
    return head.startswith(_HTML)
