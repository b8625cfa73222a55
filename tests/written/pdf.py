"""PDF files written for tests, set as official documents are: A4, 28 characters a line, two characters of indent."""

import io
from collections.abc import Iterable, Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "STSong-Light", 16.0, 28.0
LEFT, TOP, BOTTOM, COLUMNS = 74.0, 105.0, 100.0, 28
NOT_FIRST = "，。、；：！？）》”’】〕"


def pdf_of(paragraphs: Iterable[str], *, header: str = "", numbers: bool = True, **options: object) -> bytes:
    """Return a PDF with the paragraphs wrapped over as many pages as they take. ``options`` are those of ``Canvas``."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, **options)  # type: ignore[arg-type]
    lines = [line for text in paragraphs for line in wrapped(text)]
    per_page = int((A4[1] - TOP - BOTTOM) // LEADING)
    for page, start in enumerate(range(0, max(len(lines), 1), per_page), 1):
        canvas.setFont(FONT, SIZE)
        for row, (indent, text) in enumerate(lines[start : start + per_page]):
            canvas.drawString(LEFT + indent * SIZE, A4[1] - TOP - row * LEADING, text)
        canvas.setFont(FONT, 12)
        if header:
            canvas.drawString(LEFT, A4[1] - 50, header)
        if numbers:
            canvas.drawCentredString(A4[0] / 2, 50, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def pdf_table(rows: Sequence[Sequence[str]], *, above: str = "", below: str = "") -> bytes:
    """Return a page with a ruled table between two lines of text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont(FONT, SIZE)
    canvas.drawString(LEFT, 760, above)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            canvas.rect(LEFT + across * 140, 700 - down * 30, 140, 30)
            canvas.drawString(LEFT + across * 140 + 4, 709 - down * 30, text)
    canvas.drawString(LEFT, 660 - 30 * len(rows), below)
    canvas.save()
    return written.getvalue()


def wrapped(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a paragraph with their indent; no line begins with a mark of punctuation."""
    indent = 2
    while text:
        end = COLUMNS - indent
        while end < len(text) and end > 1 and text[end] in NOT_FIRST:
            end -= 1
        yield indent, text[:end]
        text, indent = text[end:], 0
