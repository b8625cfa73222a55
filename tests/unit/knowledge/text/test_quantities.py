import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.quantities import find_integers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("我要申请35条", [35], id="digits"),
        pytest.param("３５页", [35], id="full width"),
        pytest.param("三十五件", [35], id="Chinese"),
        pytest.param("1,200页", [1200], id="thousands"),
        pytest.param("１，２００页", [1200], id="full-width thousands"),
        pytest.param("1,2", [1, 2], id="a list is no thousands"),
        pytest.param("两百页", [200], id="两"),
        pytest.param("一百零五", [105], id="zero inside"),
        pytest.param("二〇二四", [2024], id="digit by digit"),
        pytest.param("一万二", [12_000], id="shortened"),
        pytest.param("3万页", [30_000], id="digits and 万"),
        pytest.param("十一条", [11], id="ten at the start"),
        pytest.param("上个月20条，这个月11条", [20, 11], id="in order"),
        pytest.param("千万不要", [], id="a word, no number"),
        pytest.param("", [], id="empty"),
        pytest.param("9" * 13, [], id="no real quantity"),
        pytest.param("0", [0], id="zero"),
    ],
)
def test_find_integers(text: str, numbers: list[int]) -> None:
    assert find_integers(text) == numbers


@given(st.text(st.sampled_from("0123456789,，零〇一二三四五六七八九十百千万两０９ 条.")))
def test_any_mixture_gives_whole_numbers(text: str) -> None:
    assert all(number >= 0 for number in find_integers(text))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    find_integers(text)


@given(st.integers(0, 10**12 - 1))
def test_digits_are_read_as_they_stand(number: int) -> None:
    assert find_integers(f"共{number}页") == find_integers(f"共{number:,}页") == [number]
