"""The numbers that head a paragraph: 第X章, 第X条, 一、, （一）, 1., （1）, ① (GB/T 9704-2012, 7.3.3)."""

import re
from dataclasses import dataclass
from enum import IntEnum

from knowledge.text.numerals import NUMERAL, to_int


class Level(IntEnum):
    """The rungs of the ladder, outermost first. Above ``BOOK`` stand the headings that a web page declares, 1 to 6."""

    BOOK = 11
    CHAPTER = 12
    SECTION = 13
    ARTICLE = 14
    CHINESE = 21
    CHINESE_BRACKET = 22
    ARABIC = 23
    DECIMAL = 24
    ARABIC_BRACKET = 25
    ENCLOSED = 26


@dataclass(frozen=True, slots=True)
class Marker:
    """The number at the head of a paragraph. ``length`` is what it takes of the text, blanks after it included."""

    level: Level
    printed: str
    value: int
    length: int


_ORDINAL = rf"第\s?(?P<n>{NUMERAL}{{1,9}})\s?"
_BRANCH = rf"(?:\s?之\s?{NUMERAL}{{1,3}})?"
_QUOTED = (
    r"(?![规所的、至和或中款项及与]|第|明确|修改|规定)"  # “第三条规定的……” speaks of an article, it does not open one
)
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (Level.BOOK, rf"(?P<m>{_ORDINAL}(?:分?编|部分))(?:[\s：:]+|$|(?=[\u4e00-\u9fff]{{2,20}}$))"),
        (Level.CHAPTER, rf"(?P<m>{_ORDINAL}章)(?:\s+|$|(?![的规中])(?=[\u4e00-\u9fff、]{{2,40}}$))"),
        (Level.SECTION, rf"(?P<m>{_ORDINAL}节)(?:\s+|$|(?![的规中])(?=[\u4e00-\u9fff、]{{2,40}}$))"),
        (Level.ARTICLE, rf"(?P<m>{_ORDINAL}条{_BRANCH})(?:\s+|$|{_QUOTED})"),
        (Level.CHINESE, r"(?P<m>(?P<n>[一二三四五六七八九十百零〇]{1,7})\s?[、．.])\s*"),
        (Level.CHINESE_BRACKET, r"(?P<m>[（(]\s?(?P<n>[一二三四五六七八九十百零〇]{1,7})\s?[）)])\s*"),
        (Level.DECIMAL, r"(?P<m>(?P<n>\d{1,2})(?:[.．]\d{1,2}){1,4})\s+(?=[\u4e00-\u9fff])"),
        (Level.ARABIC, r"(?P<m>(?P<n>\d{1,3})\s?[.．、])\s*(?=\D|$|\d{4}年)"),
        (Level.ARABIC_BRACKET, r"(?P<m>[（(]?\s?(?P<n>\d{1,2})\s?[）)])\s*"),
        (Level.ENCLOSED, r"(?P<m>(?P<n>[①-⑳㉑-㉟]))\s*"),
    )
)
_WIDE = str.maketrans({"(": "（", ")": "）", "．": "."})


def marker_of(text: str) -> Marker | None:
    """Return the number that heads ``text``, printed forms brought to one: ``(七)`` is ``（七）``."""
    if not text or text[0] not in _FIRST:
        return None
    for level, pattern in _PATTERNS:
        if (match := pattern.match(text)) and (value := to_int(match["n"])) is not None:
            printed = re.sub(r"\s+", "", match["m"]).translate(_WIDE)
            return Marker(level, printed, value, match.end())
    return None


_FIRST = frozenset(
    "第（(一二三四五六七八九十百零〇0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
)
