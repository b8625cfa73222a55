import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conflicts.figures import figures_in
from knowledge.text.numerals import to_chinese


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("三十天内办结", [(30, "天")]),
        ("30日内办结", [(30, "天")]),
        ("20 个工作日", []),  # a blank between: nothing is guessed
        ("２０个工作日", [(20, "个工作日")]),
        ("补助1.5万元", [(15000, "元")]),
        ("补助一万五千元", [(15000, "元")]),
        ("每亩五十元", [(50, "元")]),
        ("按百分之八十报销", [(80, "%")]),
        ("按80%报销", [(80, "%")]),
        ("3至5个工作日", [(3, "个工作日"), (5, "个工作日")]),
        ("3到5万元", [(30000, "元"), (50000, "元")]),
        ("半年内", [(6, "个月")]),
        ("年满六十周岁", [(60, "岁")]),
        ("2025年6月1日起施行", []),
        ("自二〇二五年六月起", []),
        ("每月1日发放", []),
        ("按照第三条办理", []),
        ("三政办〔2021〕16号规定20日内", [(20, "天")]),
        ("一次性告知", []),
        ("上世纪90年代", []),
        ("万元", []),
        ("", []),
    ],
)
def test_figures(text: str, figures: list[tuple[float, str]]) -> None:
    assert [figure.key for figure in figures_in(text)] == figures


@given(st.integers(1, 99_999), st.sampled_from(["元", "天", "周岁", "个工作日", "份"]))
def test_both_spellings_of_a_number_count_the_same(number: int, unit: str) -> None:
    arabic, chinese = figures_in(f"共{number}{unit}内"), figures_in(f"共{to_chinese(number)}{unit}内")
    assert [figure.key for figure in arabic] == [figure.key for figure in chinese] != []


@given(
    st.text(alphabet=st.characters() | st.sampled_from("一二十百万元天%至到0123456789.,年月日第条〔〕号"), max_size=80)
)
def test_any_text_can_be_read(text: str) -> None:
    assert all(figure.written for figure in figures_in(text))
