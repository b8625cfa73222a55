"""Which of the numbered choices a citizen means: 1, １, ①, 一, 第一个, 选1 …"""

import re
import unicodedata

_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_CHOICE = re.compile(r"(?:我?要?选|第|\()?(?P<number>[1-9一二三四五六七八九两])(?:个|项|\)|号)?[.。、,!]?")


def chosen(text: str, count: int) -> int | None:
    """Return which of ``count`` choices is meant, from 0; nothing where the words are something else."""
    match = _CHOICE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    number = _DIGITS.get(match["number"]) or int(match["number"])
    return number - 1 if number <= count else None
