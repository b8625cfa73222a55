"""Whole numbers in what people write: ``35``, ``３５``, ``三十五``, ``1,200``, ``两百``, ``3万``."""

import re
import unicodedata

import cn2an

_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)[十百千万亿]*|[零〇一二三四五六七八九十百千万亿两]+")
_VARIANTS = str.maketrans("〇", "零")


def find_integers(text: str) -> list[int]:
    """Return every whole number in the text, in order; a word of numerals that is no number is left out."""
    numbers = (_read(match) for match in _NUMBER.findall(unicodedata.normalize("NFKC", text)))
    return [number for number in numbers if number is not None]


def _read(numeral: str) -> int | None:
    digits = numeral.replace(",", "")
    if digits.isascii():
        return int(digits) if len(digits) <= 12 else None
    try:
        return int(cn2an.cn2an(digits.translate(_VARIANTS), "smart"))
    except (ValueError, KeyError):  # cn2an meets some words of numerals with either
        return None
