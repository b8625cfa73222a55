"""Chinese numerals as official documents print them, to integers and back."""

import re
import unicodedata

import cn2an

NUMERAL = "[〇零○Ｏ一二三四五六七八九十百千两0-9０-９]"
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")}
_VARIANTS = str.maketrans({"〇": "零", "○": "零", "Ｏ": "零", "两": "二"})
_ENCLOSED = re.compile(r"[①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛]")


def to_int(numeral: str) -> int | None:
    """Return the number that ``numeral`` writes, ``None`` where it is none or above 99999.

    Understood: ``二十三``, ``一百零五``, digit by digit (``二〇二一``), Arabic, enclosed (``①``, ``⑴``).
    """
    text = numeral.strip().translate(_VARIANTS)
    if _ENCLOSED.fullmatch(text):
        return int(unicodedata.numeric(text))
    digits = "".join(_DIGITS.get(char, char) for char in text)
    if digits.isdecimal():
        return int(digits) if len(digits) <= 5 else None
    try:
        value = int(cn2an.cn2an(text, "strict"))
    except ValueError:
        return None
    return value if 0 <= value <= 99999 else None


def to_chinese(number: int) -> str:
    """Return ``number`` (1 to 99999) as headings write it: ``十五``, ``一百零五``."""
    written = str(cn2an.an2cn(number))
    return written[1:] if written.startswith("一十") else written
