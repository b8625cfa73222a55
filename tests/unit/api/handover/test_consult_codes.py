import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.conversations.repository import CODE_ALPHABET, CODE_LENGTH, new_consult_code
from api.handover.codes import read_code

CODES = st.text(st.sampled_from(CODE_ALPHABET), min_size=CODE_LENGTH, max_size=CODE_LENGTH)


@pytest.mark.parametrize(
    "said",
    [
        "FD62CM",
        "fd62cm",
        "ＦＤ６２ＣＭ",
        " F D 6 2 C M ",
        "FD6-2CM",
        "f.d.6.2.c.m。",
        "咨询编号：FD62CM",
        "我的编号是 FD62CM",
        "F D 六 二 C M",
        "FD六两CM",
        "FD陆贰CM",
        "F\u200bD\t62\nCM",
    ],
)
def test_what_people_type_and_read_out(said: str) -> None:
    assert read_code(said.removeprefix("我的")) == "FD62CM"


def test_digits_as_they_are_said_on_the_telephone() -> None:
    assert read_code("拐勾三四五两") == "793452"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "FD62C",
        "FD62CMM",
        "FD61CM",
        "FD幺2CM",
        "FD0OCM",
        "😀😀😀😀😀😀",
        "\x00" * 6,
        "F" * 100_000,
        "％％％％％％",
        "ДD62CM",
    ],
)
def test_what_is_no_code(said: str) -> None:
    assert read_code(said) == ""


@given(CODES, st.sampled_from([" ", "-", "", "，", "　"]))
def test_a_code_is_read_however_it_is_written(code: str, gap: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert read_code(gap.join(code.lower())) == read_code(gap.join(wide)) == code


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_none(said: str) -> None:
    code = read_code(said)
    assert code == "" or (len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET))


def test_a_new_code_reads_as_itself() -> None:
    code = new_consult_code()
    assert read_code(code) == code
