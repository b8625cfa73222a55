"""A second reading of a page by PDFium, for fonts whose characters pdfminer cannot tell, as in files with an owner's password."""

from collections.abc import Iterator

import pypdfium2

from knowledge.documents.readers.layout.page import Glyph
from knowledge.documents.readers.pdf.pdfium import PDFIUM

_NOT_A_CHARACTER = ("\x00", "\ufffe", "\ufffd")


def second_reading(data: bytes, index: int, most: int) -> tuple[Glyph, ...]:
    """Return the characters of the page at ``index``; none where PDFium cannot read it, or there are more than ``most``."""
    with PDFIUM:
        return _second_reading(data, index, most)


def _second_reading(data: bytes, index: int, most: int) -> tuple[Glyph, ...]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    try:
        page = document[index]
        text = page.get_textpage()
        count = text.count_chars()
        return tuple(_glyphs(text, count, page.get_height())) if count <= most else ()
    except pypdfium2.PdfiumError:
        return ()
    finally:
        document.close()


def _glyphs(text: pypdfium2.PdfTextPage, count: int, height: float) -> Iterator[Glyph]:
    for at in range(count):
        char = text.get_text_range(at, 1)
        if char.strip() and not char.startswith(_NOT_A_CHARACTER):
            left, bottom, right, top = text.get_charbox(at, loose=True)
            yield Glyph(char, left, right, height - top, height - bottom)
