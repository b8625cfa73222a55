"""How much drawing a page of a PDF asks for: forms that draw forms that draw forms multiply."""

import re
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from knowledge.documents.errors import DecompressionBomb
from knowledge.documents.limits import Limits

_DRAWS = re.compile(rb"/([^\s/<>\[\]()%]+)\s+Do\b")
_DEEPEST = 20
_REMEDY = "请重新生成 PDF，或者另存为 docx。"


class PageContent:
    """Counts what one page draws, forms in forms each time they are drawn, without drawing it."""

    def __init__(self, name: str, bounds: Limits) -> None:
        self._name = name
        self._bounds = bounds
        self._known: dict[int, tuple[PDFStream, int]] = {}  # the stream is kept, so that its id stays its own

    def check(self, page: PDFPage) -> None:
        """Add up the bytes of the content of a page.

        Raises:
            DecompressionBomb: they are more than the limits allow, or forms draw each other in a ring.
        """
        streams = [stream for ref in page.contents if isinstance(stream := resolve1(ref), PDFStream)]
        total = sum(self._weight(stream, page.resources, 0) for stream in streams)
        if total > self._bounds.content_bytes:
            raise self._bomb()

    def _weight(self, stream: PDFStream, resources: Any, depth: int) -> int:  # noqa: ANN401  # as the file has it
        if depth > _DEEPEST:
            raise self._bomb()
        known = self._known.get(id(stream))
        if known is not None:
            return known[1]
        data = stream.get_data()
        own = resolve1(stream.get("Resources")) or resources
        drawn = resolve1(own.get("XObject")) if isinstance(own, dict) else None
        total = len(data)
        for found in _DRAWS.findall(data):
            form = resolve1(drawn.get(found.decode("latin-1"))) if isinstance(drawn, dict) else None
            if isinstance(form, PDFStream) and literal_name(form.get("Subtype")) == "Form":
                total += self._weight(form, own, depth + 1)
            if total > self._bounds.content_bytes:
                raise self._bomb()
        self._known[id(stream)] = (stream, total)
        return total

    def _bomb(self) -> DecompressionBomb:
        return DecompressionBomb(f"“{self._name}”有一页的内容大得不正常，没有读取。", remedy=_REMEDY)
