"""PDFium may be called by one thread at a time; two imports at once are two threads."""

from threading import Lock

PDFIUM = Lock()
