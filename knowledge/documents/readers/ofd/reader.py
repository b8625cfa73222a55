"""OFD files."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.documents.bounded_zip import BoundedZip
from knowledge.documents.errors import ScannedDocument, TooLarge
from knowledge.documents.limits import Limits, limits
from knowledge.documents.readers.deadline import Deadline
from knowledge.documents.readers.encoding import without_control
from knowledge.documents.readers.layout.page import PlacedPage
from knowledge.documents.readers.layout.paragraphs import raw_lines
from knowledge.documents.readers.ofd.package import OfdPackage
from knowledge.documents.readers.ofd.placing import placed
from knowledge.documents.readers.port import RawText


class OfdReader:
    """Reads the text of an OFD file, of every document in it. Annotations, seals and attachments are left out."""

    suffixes = frozenset({".ofd"})

    def __init__(self, bounds: Limits | None = None) -> None:
        self._bounds = bounds or limits()

    def read(self, data: bytes, name: str) -> RawText:
        """Read paragraphs and the rows of ruled tables, over the ends of pages.

        Raises:
            UnreadableDocument: damaged.
            ScannedDocument: there is no text in it, only pictures.
            EncryptedDocument: it is encrypted.
            TooLarge, DecompressionBomb: it is beyond the limits.
            ForbiddenXml, UnsafeArchive: see ``parse_xml`` and ``BoundedZip``.
        """
        with BoundedZip(data, name, members=self._bounds.package_members, bounds=self._bounds) as opened:
            package = OfdPackage(opened, self._bounds)
            title = next(package.titles(), "")
            pages = list(self._pages(package, Deadline(name, self._bounds.seconds)))
        if not any(page.glyphs for page in pages):
            raise ScannedDocument(f"“{name}”里没有文字，可能是扫描件。", remedy="请导入 Word 原件，或者先做文字识别。")
        lines, findings = raw_lines(pages)
        cleaned = tuple(replace(line, text=without_control(line.text)) for line in lines)
        return RawText(cleaned, title, findings=tuple(findings))

    def _pages(self, package: OfdPackage, deadline: Deadline) -> Iterator[PlacedPage]:
        for number, page in enumerate(package.pages(), 1):
            deadline.check()
            read = placed(page, number)
            if number > self._bounds.pages or len(read.glyphs) > self._bounds.page_characters:
                raise TooLarge(f"“{deadline.name}”的页数或某一页的文字超过上限。", remedy="请拆分后导入。")
            yield read
