import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.numerals import to_chinese, to_int


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("七", 7),
        ("十", 10),
        ("十五", 15),
        ("二十三", 23),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("两百", 200),
        ("二〇二一", 2021),
        ("二○一九", 2019),
        ("16", 16),
        ("１６", 16),
        ("016", 16),
        ("①", 1),
        ("⑳", 20),
        ("㉑", 21),
        ("⑴", 1),
    ],
)
def test_reads_every_spelling(written: str, number: int) -> None:
    assert to_int(written) == number


@pytest.mark.parametrize("written", ["", "条", "十百", "百", "三百五", "十万", "123456", "1.5", "-1", "½"])
def test_what_is_no_numeral_is_none(written: str) -> None:
    assert to_int(written) is None


@given(st.integers(1, 99999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


def test_ten_is_written_as_headings_write_it() -> None:
    assert (to_chinese(10), to_chinese(15), to_chinese(115)) == ("十", "十五", "一百一十五")


@given(st.text(max_size=12))
def test_any_text_is_a_number_in_range_or_none(text: str) -> None:
    value = to_int(text)
    assert value is None or 0 <= value <= 99999
