import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.normalise import normalise, to_simplified


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("臺灣居民居住證", "台湾居民居住证"),
        ("ＡＢＣ１２３", "ABC123"),
        ("（七）", "(七)"),
        ("﹝2021﹞", "〔2021〕"),
        ("50㎡", "50m2"),
        ("乾隆年間", "乾隆年间"),
        ("政务公开", "政务公开"),
        ("e\u0301", "é"),
    ],
)
def test_one_spelling(original: str, expected: str) -> None:
    assert normalise(original).text == expected


def test_a_span_leads_back_to_what_was_written() -> None:
    normalised = normalise("面積50㎡以上")
    start = normalised.text.index("m2")
    assert normalised.original[slice(*normalised.original_span(start, start + 2))] == "㎡"
    assert normalised.original[slice(*normalised.original_span(start + 1, start + 2))] == "㎡"


def test_the_empty_span_is_empty() -> None:
    assert normalise("甲乙").original_span(2, 2) == (2, 2)


@given(st.text())
def test_offsets_are_ordered_and_cover_the_original(text: str) -> None:
    normalised = normalise(text)
    assert len(normalised.offsets) == len(normalised.text)
    assert list(normalised.offsets) == sorted(normalised.offsets)
    assert normalised.original_span(0, len(normalised.text)) == (0, len(text)) or not normalised.text


@given(st.text(alphabet="政務公開（）１２㎡Ａ證照", max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.text(alphabet=st.characters(codec=None)))
def test_simplifying_keeps_every_position(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
