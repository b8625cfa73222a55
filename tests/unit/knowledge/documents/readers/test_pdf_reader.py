import io
from collections.abc import Sequence
from time import process_time

import numpy as np
import pytest
from PIL import Image
from reader_conformance import PackagedReaderConformance
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge.documents.errors import EncryptedDocument, ScannedDocument, TooLarge
from knowledge.documents.limits import limits
from knowledge.documents.readers.layout.page import Glyph
from knowledge.documents.readers.pdf.reader import PdfReader
from knowledge.documents.readers.recognition import Picture
from tests.written.pdf import pdf_of, pdf_table


class NoRecognition:
    """What finds nothing in any picture."""

    def read(self, _picture: Picture) -> Sequence[Glyph]:
        return ()


class FixedRecognition:
    """What finds the same line in every picture."""

    def __init__(self) -> None:
        self.pictures: list[tuple[int, ...]] = []

    def read(self, picture: Picture) -> Sequence[Glyph]:
        self.pictures.append(picture.shape)
        return [Glyph("第一条 为了管理，制定本办法。", 300.0, 900.0, 700.0, 740.0)]


READER = PdfReader(NoRecognition())


def scanned(pages: int = 1) -> bytes:
    picture = ImageReader(Image.fromarray(np.full((40, 30, 3), 200, np.uint8)))
    written = io.BytesIO()
    canvas = Canvas(written)
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


class TestPdfReader(PackagedReaderConformance):
    reader = READER

    def written(self, paragraphs: Sequence[str]) -> bytes:
        return pdf_of(paragraphs)

    def test_page_numbers_and_running_heads_are_left_out_and_said(self) -> None:
        raw = READER.read(
            pdf_of([f"第{n}项工作由各单位负责办理，按月报告。" * 4 for n in range(30)], header="示例公报"), "a.pdf"
        )
        assert not any("示例公报" in line.text or "— " in line.text for line in raw.lines)
        assert any("示例公报" in finding.message for finding in raw.findings)

    def test_a_paragraph_goes_on_over_the_end_of_a_page(self) -> None:
        long = "各县市区人民政府应当按照规定做好工作，" * 60
        assert self.texts(pdf_of(["甲。", long, "乙。"])) == ["甲。", long, "乙。"]

    def test_a_line_that_begins_like_an_article_goes_on(self) -> None:
        text = "示" * 24 + "，按照第三条规定的程序办理。"
        assert self.texts(pdf_of([text])) == [text]

    def test_a_ruled_table_comes_row_by_row(self) -> None:
        lines = READER.read(
            pdf_table([["项目", "标准"], ["甲", "50元"]], above="见下表：", below="以上。"), "a.pdf"
        ).lines
        assert [(line.text, line.fixed) for line in lines] == [
            ("见下表：", False), ("项目 | 标准", True), ("甲 | 50元", True), ("以上。", False)
        ]  # fmt: skip

    def test_a_password_is_refused(self) -> None:
        with pytest.raises(EncryptedDocument, match="密码"):
            READER.read(pdf_of(["甲。"], encrypt="secret"), "a.pdf")

    def test_a_file_that_only_forbids_printing_is_read(self) -> None:
        from reportlab.lib.pdfencrypt import StandardEncryption

        data = pdf_of(["甲。"], encrypt=StandardEncryption("", "owner", canPrint=0))
        assert self.texts(data) == ["甲。"]

    def test_a_scan_is_refused_where_nothing_recognises_it(self) -> None:
        with pytest.raises(ScannedDocument, match="扫描") as raised:
            READER.read(scanned(), "a.pdf")
        assert "文字识别" in raised.value.remedy

    def test_a_scan_is_recognised(self) -> None:
        recognition = FixedRecognition()
        lines = PdfReader(recognition).read(scanned(), "a.pdf").lines
        assert [line.text for line in lines] == ["第一条 为了管理，制定本办法。"]
        assert recognition.pictures[0][2] == 3

    def test_only_so_many_pages_are_recognised(self) -> None:
        recognition = FixedRecognition()
        bounds = limits().model_copy(update={"scanned_pages": 1})
        raw = PdfReader(recognition, bounds).read(scanned(2), "a.pdf")
        assert len(recognition.pictures) == 1
        assert "第2页" in raw.findings[1].message

    def test_too_many_pages_are_refused(self) -> None:
        with pytest.raises(TooLarge, match="2 页"):
            PdfReader(NoRecognition(), limits().model_copy(update={"pages": 1})).read(scanned(2), "a.pdf")

    def test_a_hundred_pages_take_seconds(self) -> None:
        data = pdf_of([f"第{n}条 各县市区人民政府应当按照规定做好工作。" for n in range(2100)])
        started = process_time()
        assert len(self.texts(data)) == 2100
        assert process_time() - started < 10
