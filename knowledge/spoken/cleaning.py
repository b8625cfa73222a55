"""One spelling for digits, letters and signs, and nothing that has no sound: marks of titles, invisible characters, addresses."""

import re
import unicodedata
from functools import lru_cache

_FOLDED = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
_STAYS = "，！？；：（）"  # full-width on purpose
_UNITS = str.maketrans(
    {
        "㎡": "平方米",
        "㎥": "立方米",
        "℃": "摄氏度",
        "㎏": "公斤",
        "㎞": "公里",
        "￥": "¥",
        "～": "~",
        "∶": "：",
        "．": ".",
    }
)
_SILENT = str.maketrans(dict.fromkeys("《》〈〉“”‘’「」『』\"'`*#_|\\^", ""))
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s\u2e80-\uffef]*"
    r"|(?:[A-Za-z0-9._%+\-]{1,64}@)?(?:[A-Za-z0-9\-]{1,63}\.){1,8}(?:com|cn|net|org|gov|test)\b[^\s\u2e80-\uffef]*"
    r"|www\.[^\s\u2e80-\uffef]*",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_BETWEEN = re.compile(r"(?<=[\u2e80-\uffef]) (?=\S)|(?<=\S) (?=[\u2e80-\uffef])")


def clean(text: str) -> str:
    """Return the text with digits and letters in one spelling, without marks and characters that are not heard."""
    folded = "".join(map(_fold, text.translate(_UNITS))).translate(_SILENT)
    return _BETWEEN.sub("", _SPACES.sub(" ", folded))


def without_addresses(text: str) -> str:
    """Return the text with a pause in place of every address of a page or of a mailbox."""
    return _SCHEME.sub("，", _ADDRESS.sub("，", text))


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    if char in _STAYS:
        return char
    if (point := ord(char)) in _FOLDED:
        return chr(_FOLDED[point])
    kind = unicodedata.category(char)
    if kind[0] == "C":
        return "\n" if char in "\r\n" else " " if char == "\t" else ""
    if kind in {"Zl", "Zp"}:
        return "\n"
    if kind[0] == "N" and not char.isascii():
        return _number(char)
    return char


def _number(char: str) -> str:
    """Return a digit of another script, an enclosed or small one, in plain digits; Chinese numerals stay."""
    if unicodedata.decimal(char, None) is not None:
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char)
    return plain.replace("\u2044", "/") if plain != char else char
