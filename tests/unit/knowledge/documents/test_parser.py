import time
from collections.abc import Callable
from datetime import date

import pytest

from knowledge.documents.model import FindingKind, ParsedClause, ParsedDocument, PartKind, Role
from knowledge.documents.reading import read_document

Sample = Callable[[str], ParsedDocument]


def parsed(*lines: str) -> ParsedDocument:
    return read_document("\n".join(lines).encode(), "document.txt")


def numbers(document: ParsedDocument) -> list[str]:
    return [clause.number for clause in document.clauses]


def part(document: ParsedDocument, number: str) -> ParsedClause:
    return next(part for part in document.parts if part.number == number)


class TestNotice:
    def test_head_and_foot(self, sample: Sample) -> None:
        notice = sample("notice.txt")
        assert notice.title == "示例市人民政府办公室关于印发示例市图书借阅服务方案的通知"
        assert notice.document_number == "示政办〔2031〕8号"
        assert notice.issuer == notice.signatory == "示例市人民政府办公室"
        assert notice.written_on == date(2031, 3, 5)
        assert notice.addressees == ("各县（市、区）人民政府", "示例新区、高新区管理委员会", "市人民政府各部门")
        assert notice.enclosed_title == "示例市图书借阅服务方案"
        assert notice.attachments == ("借阅点清单", "联系方式表")
        assert notice.copied_to == ("市委各部门", "部、省属有关单位", "市法院", "市检察院")

    def test_numbered_paragraphs_are_clauses_and_enumerations_are_not(self, sample: Sample) -> None:
        notice = sample("notice.txt")
        assert numbers(notice) == ["（一）", "（二）", "二、", "1.", "2.", "一、", "二、"]
        assert part(notice, "二、").text.endswith("1.身份证；\n2.居住证。")
        assert part(notice, "1.").heading == ("三、重点任务",)

    def test_attachments_are_headings(self, sample: Sample) -> None:
        assert sample("notice.txt").clauses[-1].heading == ("附件1 借阅点清单",)

    def test_units_are_read_from_the_bracket_that_stood_on_a_line_of_its_own(self, sample: Sample) -> None:
        clause = part(sample("notice.txt"), "（二）")
        assert clause.responsible_units == ("市文化和旅游局", "财政局", "市政府有关部门", "各县〔市、区〕政府")
        assert clause.title == "基本原则"

    def test_the_closing_paragraph_has_no_number(self, sample: Sample) -> None:
        closing = [part for part in sample("notice.txt").parts if part.kind is PartKind.CLOSING]
        assert [part.responsible_units for part in closing] == [("各县〔市、区〕政府",)]

    def test_page_number_is_dropped_and_the_sentence_healed(self, sample: Sample) -> None:
        notice = sample("notice.txt")
        assert [finding.line for finding in notice.warnings if finding.kind is FindingKind.DROPPED] == [23]
        assert "随借随还" in part(notice, "（一）").text


class TestLaw:
    def test_contents_are_set_aside_and_articles_are_clauses(self, sample: Sample) -> None:
        law = sample("law.txt")
        assert numbers(law) == ["第一条", "第二条", "第三条", "第三条之一", "第四条"]
        assert [clause.heading for clause in law.clauses][::2] == [("第一章 总则",), ("第二章 管理",), ("第三章 附则",)]
        assert len(list(law.texts(Role.CONTENTS))) == 4

    def test_items_and_paragraphs_stay_in_their_article(self, sample: Sample) -> None:
        assert part(sample("law.txt"), "第二条").text.count("\n") == 3

    def test_the_note_below_the_title_gives_the_day(self, sample: Sample) -> None:
        law = sample("law.txt")
        assert len(list(law.texts(Role.NOTE))) == 1
        assert law.written_on == date(2030, 5, 6)
        assert law.issuer == "示例市人民代表大会常务委员会"


class TestOrder:
    def test_the_order_has_its_number_and_hands_on_the_title(self, sample: Sample) -> None:
        order = sample("order.txt")
        assert (order.document_number, order.title, order.issuer) == ("国务院令第999号", "示例登记条例", "国务院")
        assert numbers(order) == ["第一条", "第二条"]


class TestPage:
    def test_only_the_article_is_read(self, sample: Sample) -> None:
        page = sample("page.html")
        assert page.title == "示例市教育局关于开放操场的通告"
        assert page.addressees == ("各中小学",)
        assert page.attachments == ("开放学校名单",)
        assert "相关链接" not in page.text
        assert "版权所有" not in page.text

    def test_rows_of_a_table_stay_lines_of_the_clause_above(self, sample: Sample) -> None:
        assert part(sample("page.html"), "（二）").text.endswith("学校 | 电话\n第一小学 | 见校门公告")


def test_headings_of_a_markdown_page_head_its_paragraphs(sample: Sample) -> None:
    guide = sample("guide.md")
    assert guide.title == "示例市居住证办理指南"
    assert [part.heading for part in guide.parts] == [(), ("申请条件",), ("申请材料",)]
    assert guide.parts[-1].text.startswith("1. 身份证；\n2. 住所证明。")


def test_an_introduction_is_cited_by_the_number_above_it() -> None:
    document = parsed(
        "一、主要任务", "本部分说明任务。", "（一）第一项。应当建立健全有关工作制度，明确责任，抓好落实。"
    )
    assert [(part.kind, part.label) for part in document.parts] == [
        (PartKind.INTRODUCTION, "一、"),
        (PartKind.CLAUSE, "（一）"),
    ]


def test_half_width_numbers_are_printed_in_full_width() -> None:
    assert numbers(parsed("(一) 甲事。办理。", "(二)乙事。办理。")) == ["（一）", "（二）"]


def test_a_short_name_keeps_the_paragraph_it_names_at_the_very_end() -> None:
    document = parsed("（一）甲事。", "做好甲事，办好甲事。", "（二）乙事。", "各部门要做好乙事。")
    assert part(document, "（二）").text == "乙事。\n各部门要做好乙事。"


def test_a_missing_number_is_doubted() -> None:
    doubts = [finding.line for finding in parsed("一、甲事。", "二、乙事。", "四、丁事。").warnings]
    assert doubts == [3]


def test_a_document_without_numbers_keeps_its_paragraphs_apart() -> None:
    document = parsed(
        "示例市关于休馆的公告", "", "图书馆周一休馆。", "博物馆周二休馆。", "示例市文化局", "2030年1月1日"
    )
    assert [part.text for part in document.parts] == ["图书馆周一休馆。", "博物馆周二休馆。"]
    assert document.signatory == "示例市文化局"
    assert document.written_on == date(2030, 1, 1)


@pytest.mark.parametrize(
    ("lines", "title", "issuer"),
    [
        (
            ("国务院办公厅关于全面推行甲制度", "乙制度的指导意见", "国办发〔2018〕1号"),
            "国务院办公厅关于全面推行甲制度乙制度的指导意见",
            "国务院办公厅",
        ),
        (("甲市民政局 甲市财政局关于标准的通知",), "甲市民政局 甲市财政局关于标准的通知", "甲市民政局、甲市财政局"),
        (("国家粮食应 急 预 案",), "国家粮食应急预案", ""),
        (
            ("甲市人民政府文件", "甲政〔2030〕1号", "甲市人民政府", "关于防汛的", "决 定"),
            "甲市人民政府关于防汛的决定",
            "甲市人民政府",
        ),
        (
            ("您当前所在的位置：首页 > 政策", "甲局关于乙的公告", "发布时间：2030-01-01", "甲局关于乙的公告"),
            "甲局关于乙的公告",
            "甲局",
        ),
    ],
)
def test_titles_that_run_over_lines(lines: tuple[str, ...], title: str, issuer: str) -> None:
    document = parsed(*lines, "", "各有关单位：", "请照办。")
    assert (document.title, document.issuer) == (title, issuer)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("文号： | 示政〔2030〕1号 | 发布日期： | 2030-01-02", "甲局关于乙的公告"), "示政〔2030〕1号"),
        (("示例条例", "（2030年7月27日中华人民共和国国务院令第746号公布）"), "国务院令第746号"),
        (("甲局关于乙的公告", "（示政〔2030〕1号）"), "示政〔2030〕1号"),
        (("甲局关于乙的公告",), ""),
    ],
)
def test_where_a_number_may_stand(lines: tuple[str, ...], number: str) -> None:
    assert parsed(*lines, "", "根据示政〔2029〕9号，请照办。").document_number == number


def test_parts_become_the_clauses_of_a_record(sample: Sample) -> None:
    notice = sample("notice.txt")
    clauses = notice.to_clauses()
    assert len(clauses) == len(notice.parts)
    assert [clause.label for clause in clauses[:3]] == ["", "", "（一）"]
    assert clauses[2].responsible_units == ("市文化和旅游局", "市教育局")


def test_a_law_of_a_hundred_pages_takes_no_longer_an_article_than_a_short_one() -> None:
    article = "　县级以上人民政府应当加强对本行政区域内有关工作的领导，建立协调机制，解决重大问题。"

    def law(articles: int) -> str:
        return "示例市示例条例\n" + "\n".join(f"第{number}条{article}" for number in range(1, articles))

    assert len(law(1300)) > 100 * 550
    short = min(seconds(law(325)) for _ in range(5))
    assert min(seconds(law(1300)) for _ in range(5)) < 4 * 3 * short


def test_time_grows_with_the_length_only() -> None:
    text = "一个很长的段落，没有结尾\n" * 5_000
    short = min(seconds(text) for _ in range(3))
    assert min(seconds(text * 4) for _ in range(3)) < 4 * 3 * short


def seconds(text: str) -> float:
    start = time.process_time()
    read_document(text.encode(), "law.txt")
    return time.process_time() - start
