"""Files that are refused: by name, with a remedy, in little time."""

import io
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge.documents.errors import (
    ContainsMacros,
    DecompressionBomb,
    EncryptedDocument,
    ForbiddenXml,
    NotADocument,
    TooLarge,
    UnreadableDocument,
    UnsafeArchive,
    UnsupportedFormat,
)
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput
from tests.written.containers import ole_of
from tests.written.ofd import package, page_of
from tests.written.pdf import pdf_of
from tests.written.word import W, docx_of, raw_docx, zipped

XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
DEEP = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000


def with_part(name: str, content: str | bytes) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>'
    return zipped({"word/document.xml": document, name: content})


def pdf_stream(filters: str, content: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Filter" + filters.encode() + b">>stream\n" + content + b"\nendstream endobj\n%%EOF"


def forms_in_forms(*, ring: bool = False) -> bytes:
    """Ten forms, each drawing the one before ten times: ten thousand million drawings in three kilobytes."""
    written = io.BytesIO()
    canvas = Canvas(written)
    for number in range(11):
        canvas.beginForm(f"form{number}")
        canvas.drawString(1, 1, "x")
        for _ in range(10 if number else 0):
            canvas.doForm(f"form{number - 1}")
        if ring and number == 0:
            canvas.doForm("form0")
        canvas.endForm()
    canvas.doForm("form10")
    canvas.save()
    return written.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], type[InvalidInput]]] = {
    "entity in a docx": ("a.docx", lambda: zipped({"word/document.xml": XXE}), ForbiddenXml),
    "entities in entities": ("a.docx", lambda: zipped({"word/document.xml": LAUGHS}), ForbiddenXml),
    "entity in the styles": ("a.docx", lambda: with_part("word/styles.xml", XXE), ForbiddenXml),
    "entity in an ofd": ("a.ofd", lambda: zipped({"OFD.xml": XXE}), ForbiddenXml),
    "depth": ("a.docx", lambda: raw_docx(DEEP), UnreadableDocument),
    "tags without end": ("a.ofd", lambda: package([page_of("<a/>" * 4_000_000)]), InvalidInput),
    "a bomb as a docx": ("a.docx", lambda: zipped({"word/document.xml": b" " * 60_000_000}), DecompressionBomb),
    "a bomb in a pdf": ("a.pdf", lambda: pdf_stream("/FlateDecode", zlib.compress(bytes(140_000_000), 1)), DecompressionBomb),
    "a pdf packed twice": ("a.pdf", lambda: pdf_stream("[/FlateDecode /FlateDecode]", b""), DecompressionBomb),
    "a pdf of forms in forms": ("a.pdf", forms_in_forms, DecompressionBomb),
    "a pdf of forms in a ring": ("a.pdf", lambda: forms_in_forms(ring=True), DecompressionBomb),
    "macros in a docx": ("a.docx", lambda: with_part("word/vbaProject.bin", b"x"), ContainsMacros),
    "macros in a docm": ("a.docm", lambda: with_part("word/vbaProject.bin", b"x"), ContainsMacros),
    "macros in a doc": ("a.doc", lambda: ole_of({"WordDocument": b"\xec\xa5" + bytes(30), "Macros": None}), ContainsMacros),
    "a docx with a password": ("a.docx", lambda: ole_of({"EncryptedPackage": b"x" * 64}), EncryptedDocument),
    "a doc with a password": ("a.doc", lambda: ole_of({"WordDocument": bytes(10) + b"\x00\x01" + bytes(30)}), EncryptedDocument),
    "a pdf with a password": ("a.pdf", lambda: pdf_of(["甲"], encrypt="secret"), EncryptedDocument),
    "a way out of a docx": ("a.docx", lambda: with_part("../../etc/cron.d/x", "x"), UnsafeArchive),
    "half a docx": ("a.docx", lambda: docx_of(["甲"] * 500)[:-200], UnreadableDocument),
    "a docx without text part": ("a.docx", lambda: zipped({"word/document.xml": "<a/>"}), UnreadableDocument),
    "nothing but zeros": ("a.docx", lambda: bytes(5000), UnreadableDocument),
    "a program": ("通知.docx", lambda: b"MZ" + bytes(500), UnsupportedFormat),
    "a picture": ("通知.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), UnsupportedFormat),
    "a sheet": ("表.xlsx", lambda: zipped({"xl/workbook.xml": "<a/>"}), NotADocument),
    "a sheet as text": ("表.csv", "甲,乙".encode, NotADocument),
    "a sheet called docx": ("表.docx", lambda: zipped({"xl/workbook.xml": "<a/>"}), NotADocument),
    "slides": ("稿.pptx", lambda: zipped({"ppt/presentation.xml": "<a/>"}), NotADocument),
    "an archive": ("包.zip", lambda: zipped({"a.txt": "x"}), UnsupportedFormat),
    "a page of tags": ("a.html", lambda: b"<b>" * 500_000, TooLarge),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_it_is_refused_by_name(case: str) -> None:
    name, make, error = HOSTILE[case]
    data = make()
    started = perf_counter()
    with pytest.raises(error) as raised:
        read_document(data, name)
    assert perf_counter() - started < 20
    assert name in raised.value.message
    assert raised.value.message.endswith("。")
    assert raised.value.remedy


def test_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as sparse:
        sparse.truncate(1_000_000_000)
    tracemalloc.start()
    with pytest.raises(TooLarge, match="954 MB"):
        read_document(path)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_bomb_takes_little_memory() -> None:
    data = zipped({"word/document.xml": b" " * 60_000_000})
    tracemalloc.start()
    with pytest.raises(DecompressionBomb):
        read_document(data, "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: pdf_of(["第一条 甲。"])),
        ("a.pdf", "<!DOCTYPE html><p>第一条 甲。</p>".encode),
        ("a.doc", "<html><p>第一条 甲。</p></html>".encode),
        ("a.txt", lambda: docx_of(["第一条 甲。"])),
        ("a.docx", lambda: "第一条 甲。".encode("gb18030")),
        ("a.xyz", lambda: docx_of(["第一条 甲。"])),
    ],
)
def test_what_is_only_called_wrongly_is_read_with_a_remark(name: str, make: Callable[[], bytes]) -> None:
    document = read_document(make(), name)
    assert [clause.text for clause in document.clauses] == ["甲。"]
    assert "扩展名" in document.warnings[0].message
