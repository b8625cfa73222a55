"""The rules of the formats: every broken one is named with row, column, fault and remedy."""

import pytest
from sheet_files import HOTLINE, HOTLINE_ROW, drafts, xlsx

from knowledge.documents.errors import EmptyDocument
from knowledge.sheets.errors import NoHeader


def faults(*rows: tuple[str, ...], header: tuple[str, ...] = HOTLINE) -> list[str]:
    return [str(fault) for draft in drafts(xlsx(header, *rows)).drafts for fault in draft.faults]


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, text) for name, text in zip(HOTLINE, HOTLINE_ROW, strict=True))


class TestHotlineFormat:
    def test_a_right_row_has_no_fault(self) -> None:
        assert faults(HOTLINE_ROW) == []

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            *[
                pytest.param(changed(**{name: ""}), f"第2行“{name}”：没有填写", id=f"no {name}")
                for name in HOTLINE
            ],
            pytest.param(changed(标题="长" * 129), "第2行“标题”：有 129 个字，超过 128 个", id="long title"),
            pytest.param(changed(关键字="借" * 21), "有 21 个字，超过 20 个", id="long keyword"),
            pytest.param(changed(关键字="甲，借书证怎么办"), "第2行“关键字”：和标题一样", id="keyword is the title"),
            pytest.param(changed(类目="文化"), "不是完整的类目路径", id="no path"),
            pytest.param(changed(类目="便民热线//文化"), "不是完整的类目路径", id="gap in the path"),
            pytest.param(changed(材料性质="其他"), "没有“其他”这一种。请从这些里选：办事指南", id="unknown nature"),
        ],
    )  # fmt: skip
    def test_names_what_is_wrong(self, row: tuple[str, ...], said: str) -> None:
        (fault,) = faults(row)
        assert said in fault

    def test_titles_are_unique(self) -> None:
        assert faults(HOTLINE_ROW, HOTLINE_ROW) == ["第3行“标题”：和第2行重复。请改成不同的，或者删去一行。"]

    def test_at_most_a_thousand_rows(self) -> None:
        rows = [changed(标题=f"问题{n}") for n in range(1002)]
        assert [fault.partition("：")[0] for fault in faults(*rows)] == ["第1002行“行数”", "第1003行“行数”"]


class TestDates:
    @pytest.mark.parametrize(
        "day", ["2031-01-31", "2031/1/31", "20310131", "47879", "二〇三一年一月三十一日", "２０３１．１．３１"]
    )
    def test_spellings_of_one_day(self, day: str) -> None:
        (draft,) = drafts(xlsx(("标题", "内容", "失效日期"), ("甲", "乙", day))).drafts
        assert draft.interpretation is not None
        assert str(draft.interpretation.validity.expires_on) == "2031-01-31"

    @pytest.mark.parametrize("day", ["明年", "2031-02-30", "2031年", "1"])
    def test_no_days(self, day: str) -> None:
        assert faults(("甲", "乙", day), header=("标题", "内容", "失效日期")) == [
            f"第2行“失效日期”：“{day}”不是日期。写法如 2024-01-31。"
        ]

    def test_the_end_before_the_beginning(self) -> None:
        header = ("标题", "内容", "生效日期", "失效日期")
        (fault,) = faults(("甲", "乙", "2031-01-02", "2031-01-01"), header=header)
        assert "早于生效日期" in fault


def test_an_unknown_region() -> None:
    assert "不认识“火星”" in faults(("甲", "乙", "火星"), header=("标题", "内容", "地区"))[0]


def test_rows_of_one_policy_agree() -> None:
    header = ("标题", "问题", "内容", "责任部门")
    (draft,) = drafts(xlsx(header, ("甲", "一？", "乙", "A局"), ("甲", "二？", "丙", "B局"))).drafts
    assert draft.interpretation is None
    assert "标题相同的第 2、3 行写得不一样" in str(draft.faults[0])


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        pytest.param([("甲", "乙")], NoHeader, id="no header"),
        pytest.param([("标题", "日期")], NoHeader, id="no text column"),
        pytest.param([("标题", "内容")], EmptyDocument, id="header only"),
    ],
)
def test_nothing_to_import(rows: list[tuple[str, ...]], error: type[Exception]) -> None:
    with pytest.raises(error):
        drafts(xlsx(*rows))
