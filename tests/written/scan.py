"""Scans written for tests: a PDF whose pages are pictures of official pages, laid in askew and a little blurred."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.written.pdf import BOTTOM, COLUMNS, LEADING, LEFT, NOT_FIRST, SIZE, TOP

FONTS = sorted(Path("/usr/share/fonts").rglob("NotoS*CJK*-Regular.tt[cf]"))
_SCALE = 200 / 72


def scan_of(paragraphs: Sequence[str], *, angle: float = 0.4) -> bytes:
    """Return a PDF without text; the first paragraph is the title, in the middle."""
    lines = [(indent, text) for paragraph in paragraphs[1:] for indent, text in _wrapped(paragraph)]
    per_page = int((A4[1] - TOP - BOTTOM) // LEADING) - 2
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for page, start in enumerate(range(0, len(lines), per_page), 1):
        picture = _drawn(lines[start : start + per_page], paragraphs[0] if page == 1 else "", page, angle)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _wrapped(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a paragraph with their indent, as wide as the page is: figures are narrower than characters."""
    font, indent = ImageFont.truetype(FONTS[0], 100), 2
    while text:
        end = len(text)
        while font.getlength(text[:end]) > 100 * (COLUMNS - indent) or text[end : end + 1] in tuple(NOT_FIRST):
            end -= 1
        yield indent, text[:end]
        text, indent = text[end:], 0


def _drawn(lines: Sequence[tuple[int, str]], title: str, page: int, angle: float) -> io.BytesIO:
    width, height = (int(side * _SCALE) for side in A4)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    font, large = (ImageFont.truetype(FONTS[0], int(size * _SCALE)) for size in (SIZE, 22))
    draw.text((width / 2, (TOP - LEADING) * _SCALE), title, 0, large, anchor="mt")
    for row, (indent, text) in enumerate(lines, 1):
        draw.text(((LEFT + indent * SIZE) * _SCALE, (TOP + row * LEADING) * _SCALE), text, 0, font)
    draw.text((width / 2, height - 60 * _SCALE), f"— {page} —", 0, font, anchor="mm")
    askew = image.rotate(angle, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7))
    grain = np.random.default_rng(1).normal(0, 8, (height, width))
    noisy = Image.fromarray((np.asarray(askew) + grain).clip(0, 255).astype(np.uint8))
    written = io.BytesIO()
    noisy.save(written, "JPEG", quality=75)
    written.seek(0)
    return written
