"""Personal data in Chinese text: found by shape and check digit, replaced by what it was.

Check digits: 公民身份号码 GB 11643-1999, 统一社会信用代码 GB 32100-2015, bank cards by Luhn (ISO/IEC 7812-1).
A number whose check digit is wrong is not personal data but a 文号, an amount or a slip, and stays.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric, uscc


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    valid: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds that were in it."""

    text: str
    kinds: tuple[str, ...]


_GAP = r"[\s\-]?"
_DIGITS = "[0-9０-９]"


def _plain(number: str) -> str:
    return re.sub(r"[\s\-]", "", number.translate(_HALF_WIDTH)).upper()


def _always(_number: str) -> bool:
    return True


_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
_KINDS = (
    _Kind("身份证", re.compile(rf"(?<!{_DIGITS})(?:{_DIGITS}{_GAP}){{17}}[0-9０-９XxＸｘ](?!{_DIGITS})"), ric.is_valid),
    _Kind(
        "统一社会信用代码",
        re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])", re.IGNORECASE),
        uscc.is_valid,
    ),
    _Kind("银行卡", re.compile(rf"(?<!{_DIGITS})(?:{_DIGITS}{_GAP}){{15,18}}{_DIGITS}(?!{_DIGITS})"), luhn.is_valid),
    _Kind("手机号", re.compile(rf"(?<!{_DIGITS})[1１][3-9３-９](?:{_GAP}{_DIGITS}){{9}}(?!{_DIGITS})"), _always),
    _Kind("电子邮箱", re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+"), _always),
    _Kind(
        "车牌",
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
        ),
        _always,
    ),
)


def mask(text: str) -> Masked:
    """Replace every piece of personal data with its kind in brackets: ``〔身份证〕``."""
    kinds: list[str] = []

    def replace(kind: _Kind, match: re.Match[str]) -> str:
        if not kind.valid(_plain(match.group())):
            return match.group()
        kinds.append(kind.name)
        return f"〔{kind.name}〕"

    for kind in _KINDS:
        text = kind.pattern.sub(lambda match, kind=kind: replace(kind, match), text)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    return Masked(text, tuple(kinds))
