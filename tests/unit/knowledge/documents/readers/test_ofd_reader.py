from collections.abc import Sequence

import pytest
from reader_conformance import PackagedReaderConformance

from knowledge.documents.errors import EncryptedDocument, ScannedDocument, UnreadableDocument
from knowledge.documents.readers.ofd.reader import OfdReader
from tests.written.ofd import ofd_of, package, page_of, rule, text_object
from tests.written.word import zipped


class TestOfdReader(PackagedReaderConformance):
    reader = OfdReader()

    def written(self, paragraphs: Sequence[str]) -> bytes:
        return ofd_of(paragraphs)

    @pytest.mark.parametrize("prefix", ["ofd:", ""])
    def test_the_prefix_of_the_name_space_does_not_matter(self, prefix: str) -> None:
        assert self.texts(ofd_of(["甲。", "乙。"], prefix=prefix)) == ["甲。", "乙。"]

    def test_every_document_of_a_package_is_read(self) -> None:
        assert self.texts(ofd_of(["甲。"], documents=2)) == ["甲。", "甲。"]

    def test_a_paragraph_goes_on_over_the_end_of_a_page(self) -> None:
        long = "各县市区人民政府应当按照规定做好工作，" * 60
        assert self.texts(ofd_of(["甲。", long, "乙。"])) == ["甲。", long, "乙。"]

    def test_objects_come_by_their_place_not_by_their_order(self) -> None:
        page = page_of(text_object("下。", 40, 80), text_object("右", 60, 60), text_object("左", 40, 60))
        assert self.texts(package([page])) == ["左 右", "下。"]

    def test_the_matrix_of_an_object_places_it(self) -> None:
        turned = (
            '<ofd:TextObject Boundary="0 0 210 297" Size="1" CTM="5 0 0 5 40 100"><ofd:TextCode X="0" Y="0" '
            'DeltaX="1 1">第一条</ofd:TextCode></ofd:TextObject>'
        )
        assert self.texts(package([page_of(turned, text_object("下", 40, 120))])) == ["第一条", "下"]

    def test_characters_without_places_run_on(self) -> None:
        run = '<ofd:TextObject Boundary="40 50 99 9" Size="5"><ofd:TextCode X="0" Y="5">甲乙丙</ofd:TextCode></ofd:TextObject>'
        assert self.texts(package([page_of(run, text_object("丁", 55, 55, 5))])) == ["甲乙丙丁"]

    def test_a_template_is_read_and_what_it_repeats_left_out(self) -> None:
        template = page_of(text_object("示例市政府文件", 40, 20))
        pages = [page_of(text_object(f"第{n}项。", 40, 100 + n), template="900") for n in range(3)]
        assert self.texts(package(pages, templates=[template])) == ["第0项。", "第1项。", "第2项。"]
        assert self.texts(package(pages[:1], templates=[template])) == ["示例市政府文件", "第0项。"]

    def test_slanted_and_invisible_text_is_left_out(self) -> None:
        slanted = text_object("水印", 40, 60, attributes='CTM="0.7 0.7 -0.7 0.7 0 0"')
        hidden = text_object("藏", 40, 70, attributes='Visible="false"')
        assert self.texts(package([page_of(slanted, hidden, text_object("正文。", 40, 90))])) == ["正文。"]

    def test_a_ruled_table_comes_row_by_row(self) -> None:
        rules = [rule(30, y, 130, y) for y in (50, 60, 70)] + [rule(x, 50, x, 70) for x in (30, 80, 130)]
        cells = [text_object(t, x, y) for t, x, y in (("甲", 32, 58), ("乙", 82, 58), ("丙", 32, 68), ("丁", 82, 68))]
        lines = self.reader.read(package([page_of(*rules, *cells)]), "a.ofd").lines
        assert [(line.text, line.fixed) for line in lines] == [("甲 | 乙", True), ("丙 | 丁", True)]

    def test_pictures_only_are_a_scan(self) -> None:
        with pytest.raises(ScannedDocument, match="扫描"):
            self.reader.read(package([page_of('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>')]), "a.ofd")

    def test_encryption_is_refused(self) -> None:
        with pytest.raises(EncryptedDocument, match="加密"):
            self.reader.read(zipped({"OFD.xml": "<OFD/>", "Encryptions.xml": "<a/>"}), "a.ofd")

    @pytest.mark.parametrize(
        "files",
        [
            {"OFD.xml": "<OFD/>"},
            {"OFD.xml": "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"},
            {"other.xml": "<a/>"},
        ],
    )
    def test_missing_parts_are_damage(self, files: dict[str, str | bytes]) -> None:
        with pytest.raises(UnreadableDocument, match=r"a\.ofd"):
            self.reader.read(zipped(files), "a.ofd")

    def test_absurd_figures_do_no_harm(self) -> None:
        wild = (
            '<ofd:TextObject Boundary="x y" Size="-1" HScale="nan" CTM="1 2"><ofd:TextCode X="1e999" Y="?" '
            'DeltaX="g 999999999 1 g x">甲乙</ofd:TextCode></ofd:TextObject>'
        )
        assert "".join(self.texts(package([page_of(wild)]))).replace(" ", "") == "甲乙"
