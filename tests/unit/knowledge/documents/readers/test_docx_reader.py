from collections.abc import Sequence

import pytest
from reader_conformance import PackagedReaderConformance

from knowledge.documents.readers.docx.formats import printed
from knowledge.documents.readers.docx.reader import DocxReader
from knowledge.documents.readers.port import Link, RawText
from tests.written.word import docx_of, raw_docx, zipped


class TestDocxReader(PackagedReaderConformance):
    reader = DocxReader()

    def written(self, paragraphs: Sequence[str]) -> bytes:
        return docx_of(paragraphs)


DOT = "\uf0b7"  # of the font Symbol


def read(body: str, **parts: str) -> RawText:
    return DocxReader().read(raw_docx(body, **parts), "a.docx")


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(body, **parts).lines if line.text]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(rank: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{rank}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


ARTICLES = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "第%1条")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


class TestNumbering:
    def test_numbers_that_word_makes_become_text(self) -> None:
        body = listed("甲") + listed("乙", 1) + listed("丙", 1) + listed("丁") + listed("戊", 1)
        assert texts(body, numbering=ARTICLES) == ["第一条 甲", "（一）乙", "（二）丙", "第二条 丁", "（一）戊"]

    def test_legal_numbering_is_arabic_throughout(self) -> None:
        assert texts(listed("甲") + listed("乙", 2), numbering=ARTICLES)[1] == "1.1.1 乙"

    def test_a_list_with_its_own_start_begins_anew(self) -> None:
        body = listed("甲") + listed("乙") + listed("丙", number=2) + listed("丁", number=2)
        assert texts(body, numbering=ARTICLES) == ["第一条 甲", "第二条 乙", "第一条 丙", "第二条 丁"]

    def test_numbers_beyond_ten(self) -> None:
        assert texts(listed("甲") * 21, numbering=ARTICLES)[20] == "第二十一条 甲"

    def test_an_empty_paragraph_of_a_list_is_not_counted(self) -> None:
        assert texts(listed("甲") + listed("") + listed("乙"), numbering=ARTICLES)[1] == "第二条 乙"

    def test_the_list_of_a_style(self) -> None:
        style = (
            '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="条二"/><w:basedOn w:val="T"/></w:style>'
        )
        body = p("甲", '<w:pStyle w:val="T"/>') + p("乙", '<w:pStyle w:val="U"/>')
        assert texts(body, numbering=ARTICLES, styles=style) == ["第一条 甲", "第二条 乙"]

    def test_zero_takes_a_paragraph_out_of_the_list_of_its_style(self) -> None:
        style = (
            '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        body = p("甲", '<w:pStyle w:val="T"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        assert texts(body, numbering=ARTICLES, styles=style) == ["甲"]

    def test_bullets_leave_no_trace(self) -> None:
        bullets = f'<w:abstractNum w:abstractNumId="0">{level(0, "bullet", DOT)}</w:abstractNum>'
        bullets += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        assert texts(listed("甲"), numbering=bullets) == ["甲"]

    @pytest.mark.parametrize(
        ("number_format", "number", "wanted"),
        [
            ("decimal", 12, "12"), ("chineseCounting", 12, "十二"), ("japaneseCounting", 110, "一百一十"),
            ("ideographDigital", 20, "二〇"), ("chineseLegalSimplified", 21, "贰拾壹"), ("decimalFullWidth", 3, "３"),
            ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircleChinese", 25, "(25)"), ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"), ("ideographTraditional", 2, "乙"), ("none", 2, ""), ("unheardOf", 2, "2"),
            ("chineseCounting", 0, "0"), ("decimalZero", 4, "04"), ("decimalEnclosedParen", 1, "⑴"),
        ],
    )  # fmt: skip
    def test_formats(self, number_format: str, number: int, wanted: str) -> None:
        assert printed(number, number_format) == wanted


class TestText:
    def test_tracked_changes_are_accepted(self) -> None:
        body = (
            "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom></w:p>"
        )
        assert texts(body) == ["甲乙"]

    def test_a_deleted_paragraph_end_joins_two_paragraphs(self) -> None:
        assert texts(p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙")) == ["甲乙"]

    def test_notes_follow_the_paragraph_they_hang_on(self) -> None:
        notes = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote>'
        body = '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("乙")
        assert texts(body, footnotes=notes) == ["甲", "注1：见附件", "乙"]

    def test_a_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{p('盒')}</w:txbxContent>"
        body = (
            "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent>"
            f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        assert texts(body) == ["甲", "盒"]

    def test_hidden_text_is_left_out_and_said(self) -> None:
        raw = read("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>")
        assert [line.text for line in raw.lines] == ["甲"]
        assert "隐藏" in raw.findings[0].message

    def test_breaks_end_lines_and_fields_show_their_result(self) -> None:
        body = (
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:fldSimple><w:r><w:t>三</w:t></w:r></w:fldSimple></w:p>"
        )
        assert texts(body) == ["甲", "乙三"]

    def test_a_table_comes_row_by_row(self) -> None:
        row = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("甲", "乙"))
        lines = read(f"<w:tbl><w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl>").lines
        assert [(line.text, line.fixed) for line in lines] == [("甲 | 乙", True)] * 2

    def test_a_frame_is_no_table(self) -> None:
        lines = read(f"<w:tbl><w:tr><w:tc>{p('甲')}{p('乙')}</w:tc></w:tr></w:tbl>").lines
        assert [(line.text, line.fixed) for line in lines] == [("甲", False), ("乙", False)]

    def test_headings_by_style_name_and_by_outline(self) -> None:
        styles = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        body = p("总则", '<w:pStyle w:val="2"/>') + p("目的", '<w:outlineLvl w:val="1"/>') + p("正文")
        assert [line.heading for line in read(body, styles=styles).lines] == [1, 2, 0]

    def test_a_sentence_in_the_style_of_a_heading_is_text(self) -> None:
        assert read(p("各单位应当执行。", '<w:outlineLvl w:val="0"/>')).lines[0].heading == 0

    def test_links_lead_where_the_relations_say(self) -> None:
        body = '<w:p><w:hyperlink r:id="rId5"><w:r><w:t>原文</w:t></w:r></w:hyperlink></w:p>'
        document = '<w:document xmlns:w="http://w" xmlns:r="http://r">' + f"<w:body>{body}</w:body></w:document>"
        relations = '<Relationships><Relationship Id="rId5" TargetMode="External" Target="https://www.gov.cn/"/></Relationships>'
        data = zipped({"word/document.xml": document, "word/_rels/document.xml.rels": relations})
        assert DocxReader().read(data, "a.docx").links == (Link("原文", "https://www.gov.cn/"),)
