"""Texts are cut where a reader would, and nothing of them is lost."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from api.channels.splitting import LEAST, split

WECHAT = 2047
WHOLES = (
    "国办函〔2020〕109号",
    "（第711号）",
    "国务院令第711号",
    "三政办〔2021〕16号",
    "https://www.gov.cn/zhengce/content/2020-12/01/content_5566185.htm?from=a&b=1",
    "0398-2812345",
    "（0398）2812345",
    "13800138000",
    "第十五条",
    "2024年1月5日",
    "ylbz@example.gov.cn",
)
PIECES = st.one_of(
    st.sampled_from([*WHOLES, "。", "\n", "\n\n", "，", "👨‍👩‍👧‍👦", "é́", "🇨🇳", "ＡＢＣ", "]]>", "\r\n", "\x00"]),
    st.text(max_size=30),
    st.text(alphabet="高龄津贴怎么领需要带身份证", max_size=60),
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@given(TEXTS, st.integers(LEAST, 400))
def test_parts_fit_and_give_the_text_back(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < size(part) <= limit for part in parts)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.integers(100, 300))
def test_no_character_is_cut(text: str, limit: int) -> None:
    characters = regex.findall(r"\X", text)
    if max((size(character) for character in characters), default=0) > limit:
        return
    places = {0}
    for character in characters:
        places.add(max(places) + len(character))
    at = 0
    for part in split(text, limit):
        at += len(part)
        assert at in places


@pytest.mark.parametrize("whole", WHOLES)
@given(before=st.integers(0, 120))
def test_what_belongs_together_stays_together(whole: str, before: int) -> None:
    text = "依" * before + "。" + whole + "，" + "据" * 60
    assert sum(whole in part for part in split(text, 150)) == 1


def test_a_text_that_fits_is_one_part() -> None:
    exactly = "问" * 682
    assert size(exactly) == 2046
    assert split(exactly, WECHAT) == [exactly]
    assert [size(part) for part in split(exactly + "答", WECHAT)] == [2046, 3]


def test_nothing_is_no_part() -> None:
    assert split("", WECHAT) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第一段很长很长。\n\n第二段。还有\n一行", ["第一段很长很长。\n\n", "第二段。还有\n一行"]),
        ("甲乙丙丁戊己。子丑寅，卯辰巳", ["甲乙丙丁戊己。", "子丑寅，卯辰巳"]),
        ("他说：“甲乙丙丁戊。”子丑寅卯", ["他说：“甲乙丙丁戊。”", "子丑寅卯"]),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯", ["甲乙丙丁戊己庚辛壬癸子", "丑寅卯"]),
    ],
)
def test_cuts_where_a_reader_would(text: str, parts: list[str]) -> None:
    assert split(text, 35) == parts


def test_what_is_longer_than_a_message_is_cut_all_the_same() -> None:
    link = "https://example.gov.cn/" + "a" * 5000
    assert [size(part) for part in split(link, WECHAT)] == [WECHAT, WECHAT, 5023 - 2 * WECHAT]
    family = "e" + "\u0301" * 50
    assert "".join(split(family, 20)) == family


def test_a_huge_text() -> None:
    text = "市民询问高龄津贴的申领条件，" * 20_000
    parts = split(text, WECHAT)
    assert "".join(parts) == text
    assert len(parts) < 450


def test_a_message_has_to_hold_a_character() -> None:
    with pytest.raises(ValueError, match="3 bytes"):
        split("😀", 3)
