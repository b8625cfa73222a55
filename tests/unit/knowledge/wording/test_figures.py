import pytest

from knowledge.wording.figures import read_figures


def spellings(text: str) -> set[str]:
    return {expansion.read for expansion in read_figures(text, ())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三千五的工资", {"3500", "三千五百"}),
        ("三千五百元", {"3500"}),
        ("叁仟伍佰元", {"3500", "三千五百"}),
        ("3500元", {"三千五百"}),
        ("满60周岁", {"六十"}),
        ("十五个工作日", {"15"}),
        ("15个工作日", {"十五"}),
        ("二〇二〇年的文件", {"2020"}),
        ("二零二零年的文件", {"2020"}),
        ("2020年2月14日", set()),  # documents write dates in figures, too
        ("3千5块", {"3500", "三千五百"}),
        ("3万元", {"30000", "三万"}),
        ("一个月", set()),  # too short to tell
        ("十三五规划", set()),  # a name
        ("一站式服务", set()),
        ("12345热线", set()),  # counts nothing
        ("0398-2812345", set()),
    ],
)
def test_the_other_spelling(text: str, expected: set[str]) -> None:
    assert spellings(text) == expected


def test_protected_spans_are_left_alone() -> None:
    assert not list(read_figures("《三千五百人》", [(0, 7)]))
