import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.sounds import near_spelling, sound_keys, syllable_table, toneless


@pytest.mark.parametrize(("marked", "plain"), [("lǜ", "lv"), ("zhòng", "zhong"), ("ń", "n"), ("nüè", "nve")])
def test_toneless(marked: str, plain: str) -> None:
    assert toneless(marked) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("cheng", "cen"), ("sheng", "sen"), ("ning", "lin"), ("fa", "ha")]
)
def test_near_sounds(one: str, other: str) -> None:
    assert near_spelling(one) == near_spelling(other)


@pytest.mark.parametrize(("one", "other"), [("补", "不"), ("龄", "零"), ("齡", "龄")])
def test_same_sound(one: str, other: str) -> None:
    assert syllable_table().of(one) == syllable_table().of(other)


@pytest.mark.parametrize(("one", "other"), [("民", "名"), ("四", "是"), ("南", "兰"), ("湖", "福")])
def test_near_but_not_same(one: str, other: str) -> None:
    table = syllable_table()
    assert table.of(one) != table.of(other)
    assert table.near_of(one) == table.near_of(other)


def test_what_has_no_syllable_is_zero() -> None:
    assert not syllable_table().of("a1，。🙂\ud800").any()


def test_pairs_are_of_neighbours() -> None:
    assert np.array_equal(sound_keys("补贴"), sound_keys("不铁"))
    assert len(sound_keys("补贴，标准")) == 2
    assert not len(sound_keys("补"))
    assert not len(sound_keys(""))


@given(st.text(max_size=60))
def test_one_syllable_a_character(text: str) -> None:
    assert len(syllable_table().of(text)) == len(syllable_table().spellings(text)) == len(text)
