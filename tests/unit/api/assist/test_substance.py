import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assist.substance import says_the_same, substance

ANSWER = "借期三十天。可以续借一次；逾期每天0.5元。"


@pytest.mark.parametrize(
    "words",
    [
        ANSWER,
        "借期 三十天 可以续借一次 逾期每天0.5元",
        "您好，借期三十天。",
        "你好！可以续借一次！\n借期三十天",
        "逾期每天０．５元",
        "您好",
        "",
    ],
)
def test_the_same_in_substance(words: str) -> None:
    assert says_the_same(words, ANSWER)


@pytest.mark.parametrize(
    "words",
    [
        "借期二十天。",
        "续借一次",  # a part of a sentence may say the opposite of the whole
        "逾期每天05元",
        "逾期每天5元",
        "借期三十天。请带身份证。",
    ],
)
def test_said_otherwise(words: str) -> None:
    assert not says_the_same(words, ANSWER)


def test_what_is_read_aloud_is_the_answer_too() -> None:
    assert says_the_same("三十天", ANSWER, "三十天。")


@pytest.mark.parametrize(
    ("one", "other"), [("5%", "5"), ("3.5", "35"), ("1-3", "13"), ("10~20", "1020"), ("37℃", "37")]
)
def test_marks_of_numbers_count(one: str, other: str) -> None:
    assert substance(one) != substance(other)


@given(st.text(max_size=80))
def test_every_text_says_the_same_as_itself(text: str) -> None:
    assert says_the_same(text, text)


@given(st.text("借期三十天0123456789.%", max_size=30), st.text(" \t，、　", max_size=5))
def test_white_space_and_commas_around_do_not_count(text: str, around: str) -> None:
    assert substance(around + text + around) == substance(text)
