import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.markers import Level, marker_of
from knowledge.text.numerals import to_chinese


@pytest.mark.parametrize(
    ("text", "level", "printed", "value"),
    [
        ("第一编 总则", Level.BOOK, "第一编", 1),
        ("第一部分：合法缴纳", Level.BOOK, "第一部分", 1),
        ("第二章 管 理", Level.CHAPTER, "第二章", 2),
        ("第二章管理", Level.CHAPTER, "第二章", 2),
        ("第三节　监督", Level.SECTION, "第三节", 3),
        ("第二十三条 为了", Level.ARTICLE, "第二十三条", 23),
        ("第二十三条之一　公园", Level.ARTICLE, "第二十三条之一", 23),
        ("第 4 条 公园", Level.ARTICLE, "第4条", 4),
        ("第三条为了", Level.ARTICLE, "第三条", 3),
        ("十五、任务", Level.CHINESE, "十五、", 15),
        ("（七）不断", Level.CHINESE_BRACKET, "（七）", 7),
        ("(十二) 加大", Level.CHINESE_BRACKET, "（十二）", 12),
        ("1.甲", Level.ARABIC, "1.", 1),
        ("1．甲", Level.ARABIC, "1.", 1),
        ("12、甲", Level.ARABIC, "12、", 12),
        ("1.2025年度指标", Level.ARABIC, "1.", 1),
        ("7.1 解释", Level.DECIMAL, "7.1", 7),
        ("（1）甲", Level.ARABIC_BRACKET, "（1）", 1),
        ("2）甲", Level.ARABIC_BRACKET, "2）", 2),
        ("③甲", Level.ENCLOSED, "③", 3),
    ],
)
def test_the_rungs_of_the_ladder(text: str, level: Level, printed: str, value: int) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.level, marker.printed, marker.value) == (level, printed, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第三条规定的情形",
        "第三条、第四条",
        "第一责任人",
        "第一章的规定",
        "一是加强",
        "1.5万元",
        "2021年",
        "（此件公开发布）",
        "（2021年通过）",
        "十分重要",
    ],
)
def test_running_text_has_no_number_at_its_head(text: str) -> None:
    assert marker_of(text) is None


@given(st.integers(1, 999), st.sampled_from(["第{}条 ", "第{}章 ", "（{}）", "({})"]))
def test_every_number_is_understood(number: int, form: str) -> None:
    marker = marker_of(form.format(to_chinese(number)) + "甲")
    assert marker is not None
    assert marker.value == number


@given(st.text(max_size=40))
def test_a_marker_stays_within_the_text(text: str) -> None:
    marker = marker_of(text)
    assert marker is None or 0 < marker.length <= len(text)
