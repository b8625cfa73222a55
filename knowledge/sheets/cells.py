"""Between the values of spreadsheet cells and text."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from knowledge.sheets.settings import sheet_settings

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text_of(value: object) -> str:
    """Return what a cell shows: 3.0 is ``3``, a moment at midnight is its day; no control characters, no edges."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _ILLEGAL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return text.strip()[: sheet_settings().max_cell]


def neutral(text: str) -> str:
    """Return ``text`` such that no spreadsheet program takes it for a formula: an apostrophe before =, +, -, @.

    ``plain`` undoes it.
    """
    cleaned = _ILLEGAL.sub("", text)
    return f"'{cleaned}" if cleaned.startswith((*_FORMULA, "'")) or _wide_formula(cleaned) else cleaned


def plain(text: str) -> str:
    """Return the text without the apostrophe that ``neutral`` put before it."""
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text


def _wide_formula(text: str) -> bool:
    return unicodedata.normalize("NFKC", text[:1]).startswith(("=", "+", "-", "@"))
