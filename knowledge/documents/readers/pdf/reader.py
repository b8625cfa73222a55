"""PDF files."""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import PDFException
from pdfminer.psparser import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from knowledge.documents.errors import EncryptedDocument, ScannedDocument, TooLarge, UnreadableDocument
from knowledge.documents.limits import Limits, limits
from knowledge.documents.model import Finding, FindingKind
from knowledge.documents.readers.deadline import Deadline
from knowledge.documents.readers.encoding import without_control
from knowledge.documents.readers.layout.page import PlacedPage
from knowledge.documents.readers.layout.paragraphs import raw_lines
from knowledge.documents.readers.pdf.forms import PageContent
from knowledge.documents.readers.pdf.inflating import check_streams
from knowledge.documents.readers.pdf.pages import placed, unknown_share
from knowledge.documents.readers.pdf.scans import is_scan, recognised
from knowledge.documents.readers.pdf.second import second_reading
from knowledge.documents.readers.port import Link, RawText
from knowledge.documents.readers.recognition import TextRecognition, installed_recognition

_BROKEN = (
    PdfminerException, MalformedPDFException, PDFException, PSException, ValueError, KeyError, TypeError, IndexError,
    AttributeError, AssertionError, OSError, RecursionError, OverflowError, ZeroDivisionError,
)  # fmt: skip  # what pdfminer raises over damaged files is not one family
_MOSTLY_UNKNOWN = 0.3

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity of a file, which is the file's affair


class PdfReader:
    """Reads the text of a PDF. Pages that are pictures go to character recognition, where there is one."""

    suffixes = frozenset({".pdf"})

    def __init__(self, recognition: TextRecognition | None = None, bounds: Limits | None = None) -> None:
        self._recognition = recognition or installed_recognition()
        self._bounds = bounds or limits()

    def read(self, data: bytes, name: str) -> RawText:
        """Read paragraphs and the rows of ruled tables, over the ends of pages.

        Raises:
            UnreadableDocument: damaged.
            ScannedDocument: there is no text in it, only pictures.
            EncryptedDocument: it has a password.
            TooLarge, DecompressionBomb: it is beyond the limits.
        """
        check_streams(data, name, self._bounds)
        deadline = Deadline(name, self._bounds.seconds)
        try:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                self._check_size(pdf, name)
                links: list[Link] = []
                scanned: list[int] = []
                pages = list(self._pages(data, pdf, deadline, links, scanned))
        except PdfminerException as error:
            raise _refusal(error, name) from None
        except _BROKEN:
            raise _damaged(name) from None
        return self._text(pages, tuple(links), scanned, name)

    def _check_size(self, pdf: PDF, name: str) -> None:
        if len(pdf.pages) > self._bounds.pages:
            raise TooLarge(
                f"“{name}”有 {len(pdf.pages)} 页，超过上限 {self._bounds.pages} 页。", remedy="请拆分后导入。"
            )

    def _pages(
        self, data: bytes, pdf: PDF, deadline: Deadline, links: list[Link], scanned: list[int]
    ) -> Iterator[PlacedPage]:
        content = PageContent(deadline.name, self._bounds)
        for page in pdf.pages:
            deadline.check()
            content.check(page.page_obj)
            read = placed(page)
            if len(read.glyphs) > self._bounds.page_characters:
                raise TooLarge(f"“{deadline.name}”第 {page.page_number} 页的文字多得不正常。", remedy="请拆分后导入。")
            if unknown_share(read) > _MOSTLY_UNKNOWN:
                read = replace(read, glyphs=second_reading(data, page.page_number - 1, self._bounds.page_characters))
            if self._recognition is not None and len(scanned) < self._bounds.scanned_pages and is_scan(page, read):
                scanned.append(page.page_number)
                deadline = deadline.later(self._bounds.scanned_page_seconds)
                read = recognised(page, self._recognition)
            links.extend(_links(page))
            yield read
            page.close()  # a page keeps all it was made of

    def _text(self, pages: list[PlacedPage], links: tuple[Link, ...], scanned: list[int], name: str) -> RawText:
        without = [page.number for page in pages if not page.glyphs]
        if len(without) == len(pages):
            raise ScannedDocument(
                f"“{name}”里没有文字，可能是扫描件。",
                remedy="请导入 Word 或 OFD 原件；也可以请管理员安装文字识别组件（extra ocr）。",
            )
        lines, findings = raw_lines(pages)
        missing = (
            Finding(1, FindingKind.DOUBTFUL, f"第{number}页没有文字，可能是图片，没有读取") for number in without
        )
        by_eye = [number for number in scanned if number not in without]
        cleaned = tuple(replace(line, text=without_control(line.text)) for line in lines)
        return RawText(cleaned, links=links, findings=(*_recognition_remark(by_eye), *missing, *findings))


def _recognition_remark(numbers: list[int]) -> Iterator[Finding]:
    if numbers:
        pages = "、".join(map(str, numbers))
        yield Finding(1, FindingKind.DOUBTFUL, f"第{pages}页是图片，文字由识别得来，表格也按行读，请对照原件核对")


def _links(page: Page) -> Iterator[Link]:
    for link in page.hyperlinks:
        if uri := link.get("uri"):
            yield Link("", _text_of(uri))


def _text_of(uri: Any) -> str:  # noqa: ANN401  # what a damaged file holds there may be anything
    return uri.decode("utf-8", "replace") if isinstance(uri, bytes) else str(uri)


def _refusal(error: PdfminerException, name: str) -> EncryptedDocument | UnreadableDocument:
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
        return EncryptedDocument(f"“{name}”有密码，不能读取。", remedy="请去掉密码后重新导入。")
    return _damaged(name)


def _damaged(name: str) -> UnreadableDocument:
    return UnreadableDocument(f"“{name}”损坏或者不完整，读不出内容。", remedy="请重新下载或者重新保存后导入。")
