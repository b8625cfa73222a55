import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.units import responsible_units, split_addressees, split_units, trailing_bracket


@pytest.mark.parametrize(
    ("paragraph", "units"),
    [
        (
            "做事。（责任单位：市发展改革委、市场监管局、司法局，各县〔市、区〕政府）",
            ("市发展改革委", "市场监管局", "司法局", "各县〔市、区〕政府"),
        ),
        ("做事。(责任单位:市政务和大数据局,各县(市、区)政府)", ("市政务和大数据局", "各县(市、区)政府")),
        ("做事。（责任单位：自然资源规划局和市政府有关部门）", ("自然资源规划局", "市政府有关部门")),
        ("做事。（牵头单位：甲局；配合单位：乙局、丙局）", ("甲局", "乙局", "丙局")),
        ("做事。（财政部、人力资源和社会保障部按职责分工负责）", ("财政部", "人力资源和社会保障部")),
        ("做事。（文化和旅游部、商务部等和各有关省级人民政府负责）", ("文化和旅游部", "商务部", "各有关省级人民政府")),
        ("做事（责任单位：甲局）。", ("甲局",)),
        ("做事。（责任单位：甲局、甲局）", ("甲局",)),
        ("做事（以下简称甲局）", ()),
        ("做事。", ()),
        ("（责任单位：甲局）做事。", ()),
        ("", ()),
    ],
)
def test_units_as_written_and_nothing_added(paragraph: str, units: tuple[str, ...]) -> None:
    assert responsible_units(paragraph) == units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
            ("各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"),
        ),
        ("部、省属有关单位，市委各部门", ("部、省属有关单位", "市委各部门")),
        ("教育部、财政部", ("教育部", "财政部")),
        ("", ()),
    ],
)
def test_addressees(text: str, names: tuple[str, ...]) -> None:
    assert split_addressees(text) == names


def test_the_bracket_that_ends_a_paragraph_may_hold_brackets() -> None:
    assert trailing_bracket("甲（乙（丙）丁）。") == "乙（丙）丁"
    assert trailing_bracket("甲丁）") == ""


@given(st.text(alphabet="甲乙局部委和、，；（）〔〕市 ", max_size=60))
def test_splitting_invents_no_character(text: str) -> None:
    units = split_units(text)
    assert all(units)
    remaining = iter(text)
    assert all(char in remaining for char in "".join(units))
