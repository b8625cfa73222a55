from hypothesis import given
from hypothesis import strategies as st

from api.suggestions.folding import folded, is_letters, spelt
from api.suggestions.haystack import Haystack

WORDS = st.text("甲乙丙a1", max_size=6)
TEXTS = st.lists(WORDS, max_size=8)
NEEDLES = st.text("甲乙丙a1", min_size=1, max_size=3)


@given(TEXTS, NEEDLES)
def test_a_find_is_what_looking_into_each_text_finds(texts: list[str], needle: str) -> None:
    haystack = Haystack(texts)
    assert list(haystack.holding(needle)) == [n for n, text in enumerate(texts) if needle in text]
    assert list(haystack.beginning(needle)) == [n for n, text in enumerate(texts) if text.startswith(needle)]


@given(st.lists(st.lists(st.sampled_from(["gao", "ling", "jin", "an", "g", "1"]), max_size=5), max_size=6), st.data())
def test_letters_are_found_where_a_syllable_begins(texts: list[list[str]], data: st.DataObject) -> None:
    needle = data.draw(st.sampled_from(["gao", "gaol", "ling", "ang", "g", "in", "jina"]))
    wanted = [
        n for n, text in enumerate(texts) if any("".join(text[at:]).startswith(needle) for at in range(len(text)))
    ]
    assert list(Haystack.of_syllables(texts).holding(needle)) == wanted


@given(st.text())
def test_what_is_compared_has_no_marks_and_is_folded_once(text: str) -> None:
    once = folded(text)
    assert all(map(str.isalnum, once))
    assert len(spelt(once)) == len(once)


def test_spellings_of_one_text_are_one() -> None:
    assert folded(" 高齡津貼，ＥＴＣ？") == folded("高龄津贴etc") == "高龄津贴etc"
    assert list(spelt("高龄1")) == ["gao", "ling", "1"]
    assert is_letters("gaol")
    assert not is_letters("高l")
    assert not is_letters("")
