"""Pages that are pictures: drawn, and read by character recognition."""

import numpy as np
from pdfplumber.page import Page

from knowledge.documents.readers.layout.page import PlacedPage
from knowledge.documents.readers.pdf.pdfium import PDFIUM
from knowledge.documents.readers.recognition import TextRecognition

_DOTS_PER_INCH = 200
_LONGEST = 4000  # pixels: a page may say that it is as large as a house
_FEW = 20  # characters: a scanner's stamp or a page number over the picture
_COVERED = 0.5  # of the page


def is_scan(page: Page, read: PlacedPage) -> bool:
    """Whether a page is a picture: no text, or next to none over a picture of most of the page."""
    if not read.glyphs:
        return True
    if len(read.glyphs) > _FEW:
        return False
    area = max((float(image["width"] * image["height"]) for image in page.images), default=0.0)
    return area >= _COVERED * float(page.width * page.height)


def recognised(page: Page, recognition: TextRecognition) -> PlacedPage:
    """Return the page with the lines that recognition finds in it, in pixels."""
    side = max(float(page.width), float(page.height), 1.0)
    with PDFIUM:
        image = page.to_image(resolution=min(_DOTS_PER_INCH, 72 * _LONGEST / side)).original.convert("RGB")
    return PlacedPage(page.page_number, float(image.height), recognition.read(np.asarray(image, np.uint8)))
