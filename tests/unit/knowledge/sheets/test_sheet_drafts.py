"""Rows to interpretations, and back."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_files import DEFAULTS, HOTLINE, HOTLINE_ROW, REGIONS, drafts, xlsx

from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.validity import Validity
from knowledge.passages.interpretations import ELEMENT_NAMES
from knowledge.sheets.basis import read_basis, written
from knowledge.sheets.cells import neutral, plain
from knowledge.sheets.columns import columns
from knowledge.sheets.writing import write_sheet, write_template
from tests.contents import INTERPRETATION


def one(header: tuple[str, ...], *rows: tuple[object, ...]) -> Interpretation:
    (draft,) = drafts(xlsx(header, *rows)).drafts
    assert draft.interpretation is not None, draft.faults
    return draft.interpretation


class TestHeader:
    def test_is_found_below_titles_and_remarks(self) -> None:
        data = xlsx(
            ("2031 年知识表",),
            ("填表人：某某", None, "日期"),
            ("序号", "标 题*（必填）", "标准答案", "来源"),
            (1, "甲", "乙", "丙"),
        )
        read = drafts(data)
        assert [(draft.title, draft.rows) for draft in read.drafts] == [("甲", (4,))]
        assert read.notes == ("这些列没有导入：来源",)

    def test_printed_again_is_no_row(self) -> None:
        assert len(drafts(xlsx(("标题", "内容"), ("甲", "乙"), ("标题", "内容"), ("丙", "丁"))).drafts) == 2

    def test_sheets_without_one_are_said(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(xlsx(("标题", "内容"), ("甲", "乙"))))
        book.create_sheet("说明").append(["请阅读"])
        stream = io.BytesIO()
        book.save(stream)
        assert drafts(stream.getvalue()).notes == ("工作表“说明”里没有认出表头，没有导入",)


class TestDrafts:
    def test_a_row_of_the_hotline_format(self) -> None:
        found = one(HOTLINE, HOTLINE_ROW)
        assert (found.title, found.field_name, found.department) == ("借书证怎么办", "文化", "文旅局")
        assert found.keywords == ("借书", "办证")
        (pair,) = found.questions
        assert (pair.question, pair.aspect, pair.conclusion) == ("借书证怎么办", Aspect.PROCESS, "带身份证办理。")

    def test_rows_with_one_title_are_one(self) -> None:
        header = ("标题", "问题", "答案", "相似问", "否定问", "依据", "文号")
        found = one(
            header,
            (
                "借阅办法",
                "要钱吗？",
                "免费。",
                "1.收费吗\n2.多少钱",
                "丢了赔多少？",
                "《借阅办法》第三条",
                "示政办[2031]8号",
            ),
            ("借阅办法", "借多久？", "三十天。", "几天还；能借几天", "", "《借阅办法》第四条、第五条", ""),
        )
        assert [pair.question for pair in found.questions] == ["要钱吗？", "借多久？"]
        assert found.questions[0].similar == ("收费吗", "多少钱")
        assert found.questions[0].basis == (Source("借阅办法", "示政办〔2031〕8号", "第三条"),)
        assert [source.clause for source in found.questions[1].basis] == ["第四条", "第五条"]
        assert found.documents == ("借阅办法",)

    def test_what_a_row_does_not_say_is_the_default(self) -> None:
        found = one(("标题", "内容"), ("甲", "乙"))
        assert (found.department, found.region, found.field_name) == (
            DEFAULTS.department, DEFAULTS.region, DEFAULTS.field_name,
        )  # fmt: skip
        assert found.audience == frozenset(Audience)

    def test_region_audience_and_days(self) -> None:
        header = ("标题", "内容", "地区", "适用对象", "生效日期", "失效日期")
        found = one(header, ("甲", "乙", "湖滨区", "小微企业", date(2031, 1, 1), "长期"))
        assert (found.region, found.audience) == ("411202", frozenset({Audience.COMPANY}))
        assert found.validity == Validity(date(2031, 1, 1))

    def test_a_long_answer_is_cut_after_what_can_be_read_out(self) -> None:
        text = "第一句话在这里。" * 60
        (pair,) = one(("标题", "内容"), ("甲", text)).questions
        assert pair.conclusion + pair.details == text
        assert len(pair.conclusion) <= 200

    def test_the_basis_may_stand_in_the_answer(self) -> None:
        (pair,) = one(("标题", "内容"), ("甲", "根据《借阅办法》（示政办〔2031〕8号）第三条，免费。")).questions
        assert pair.basis == (Source("借阅办法", "示政办〔2031〕8号", "第三条"),)

    def test_an_answer_without_a_basis_is_warned_of(self) -> None:
        (draft,) = drafts(xlsx(("标题", "内容"), ("甲", "乙"))).drafts
        assert "第2行没有写依据" in draft.warnings[0]

    def test_one_bad_row_holds_back_its_policy_only(self) -> None:
        header = ("标题", "问题", "内容", "失效日期")
        found = drafts(xlsx(header, ("甲", "一？", "乙", ""), ("甲", "二？", "", ""), ("丙", "", "丁", ""))).drafts
        assert [(draft.title, draft.interpretation is None) for draft in found] == [("甲", True), ("丙", False)]


_WORDS = st.text(alphabet="甲乙丙丁=+-@'，。（）abc1😀", min_size=1, max_size=12).map(str.strip).filter(bool)
_LINES = st.lists(st.text(alphabet="甲乙丙丁？", min_size=1, max_size=8), max_size=3, unique=True).map(tuple)


class TestRoundTrip:
    def test_an_entry_comes_back(self) -> None:
        (draft,) = drafts(write_sheet([INTERPRETATION], REGIONS)).drafts
        assert draft.interpretation == INTERPRETATION

    def test_an_entry_without_keywords_comes_back(self) -> None:
        entry = replace(INTERPRETATION, keywords=(), department="")
        (draft,) = drafts(write_sheet([entry], REGIONS)).drafts
        assert draft.faults == ()

    @given(title=_WORDS, conclusion=_WORDS, details=_WORDS, similar=_LINES)
    def test_any_words_come_back(self, title: str, conclusion: str, details: str, similar: tuple[str, ...]) -> None:
        pair = QuestionAnswer(
            "问？", Aspect.FEE, conclusion, details, (Source("办法"),), similar if len(similar) != 1 else ()
        )
        entry = Interpretation(title, "文化", "411202", "文旅局", ("办法",), (pair,), keywords=("词",))
        (draft,) = drafts(write_sheet([entry], REGIONS)).drafts
        assert draft.interpretation == entry

    def test_nothing_written_is_a_formula(self) -> None:
        evil = Interpretation(
            "=cmd|'/c calc'!A1", "", "411200", "+1", ("@x",), (), {"notes": "-2+3", "background": "\t=1"}
        )
        pair = QuestionAnswer("＝1+1？", Aspect.FEE, "=1+1", "", ())
        data = write_sheet([Interpretation("=1", "", "411200", "", (), (pair,)), evil], REGIONS)
        values = [
            cell.value for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0] for cell in row if cell.value
        ]
        assert all(
            cell.data_type == "s"
            for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
            for cell in row
            if cell.value
        )
        assert not any(str(value).startswith(("=", "+", "-", "@", "＝")) for value in values)

    def test_the_template_reads_as_empty(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(write_template()))
        book.worksheets[0].append(
            ["便民热线/文化", "借书证", "", "", "", "", "带身份证办理。", "", "文旅局", "热点问答", "借书"]
        )
        stream = io.BytesIO()
        book.save(stream)
        assert [draft.title for draft in drafts(stream.getvalue()).drafts] == ["借书证"]

    @given(st.text(max_size=20).filter(lambda text: "\0" not in text))
    def test_what_is_made_neutral_can_be_undone(self, text: str) -> None:
        assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
        assert plain(neutral(neutral(text))) == neutral(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲办法》（示政办〔2031〕8号）第三条", [("甲办法", "示政办〔2031〕8号", "第三条")]),
        ("甲办法 示政办[2031]8号 第3条", [("甲办法", "示政办〔2031〕8号", "第3条")]),
        ("示政办〔2031〕8号", [("", "示政办〔2031〕8号", "")]),
        ("《关于〈甲〉的通知》第一条；《乙》（三）", [("关于〈甲〉的通知", "", "第一条"), ("乙", "", "（三）")]),
        ("关于甲的说明", [("关于甲的说明", "", "")]),
        ("", []),
    ],
)
def test_basis(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read_basis(text)
    assert [(source.title, source.document_number, source.clause) for source in found] == expected
    for source in found:
        if source.title:
            assert read_basis(written(source)) == (source,)


def test_every_element_of_an_interpretation_has_a_column() -> None:
    assert {name for name, column in columns().items() if column.element} == set(ELEMENT_NAMES)
