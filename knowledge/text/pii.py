"""Personal data in Chinese text: found by shape and check digit, replaced by what it was.

Check digits: 公民身份号码 GB 11643-1999, 统一社会信用代码 GB 32100-2015, bank cards by Luhn (ISO/IEC 7812-1).
A number whose check digit is wrong is not personal data but a 文号, an amount or a slip, and stays. Plates: GA 36-2018.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

# Same length on both sides, so that a place in the folded text is the same place in the text.
_FOLDED = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
# Numbers said digit by digit, as a transcript of speech has them; digits that were written are no part of these.
_SAID = ("零〇○洞", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
_HEARD: Mapping[int, int | str] = (
    {0x30 + n: "#" for n in range(10)}
    | {ord(said): str(digit) for digit, ways in enumerate(_SAID) for said in ways}
    | {ord("叉"): "X", 0x3000: " ", ord("，"): " ", ord("、"): " "}
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds that were in it."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    valid: Callable[[str], bool]
    fold: Mapping[int, int | str] = field(default_factory=lambda: _FOLDED)


def _always(_number: str) -> bool:
    return True


def _is_identity_number(number: str) -> bool:
    """Check the last digit and the day of birth; the table of counties lags behind the counties."""
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return ric.calc_check_digit(number) == number[-1]


_SEPARATORS = re.compile(r"[\s\-]")
_GAP = r"[\s\-]?"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_KINDS = (
    _Kind("身份证", re.compile(rf"(?<![0-9])(?:[0-9]{_GAP}){{17}}[0-9X](?![0-9])", re.IGNORECASE), _is_identity_number),
    _Kind(
        "统一社会信用代码",
        re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])", re.IGNORECASE | re.ASCII),
        uscc.is_valid,
    ),
    # In one piece or in groups of four, and never beginning like a year: else every tenth pair of dates would pass Luhn.
    _Kind(
        "银行卡",
        re.compile(r"(?<![0-9])[3-9](?:[0-9]{15,18}|[0-9]{3}([\s\-])(?:[0-9]{4}\1){2,3}[0-9]{1,4})(?![0-9])"),
        luhn.is_valid,
    ),
    _Kind("手机号", re.compile(rf"(?<![0-9])(?:(?:\+|00)?86{_GAP})?1[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"), _always),
    _Kind("电子邮箱", re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+"), _always),
    # Five places of which at most two are letters, or six for a new-energy car; 新GB… is a standard.
    _Kind(
        "车牌",
        re.compile(
            rf"(?!新GB)[{_PROVINCES}][A-Z][·\s]?(?=(?:[A-Z]*[0-9]){{3}})"
            r"(?:[A-HJ-NP-Z0-9]{5}|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])(?![A-Z0-9])",
            re.IGNORECASE | re.ASCII,
        ),
        _always,
    ),
    _Kind(
        "身份证",
        re.compile(rf"(?<![0-9])(?:[0-9]{_GAP}){{17}}[0-9X]", re.IGNORECASE),
        _is_identity_number,
        _HEARD,
    ),
    # Whatever follows: who says a number goes on with “一直” as easily as with a comma.
    _Kind("手机号", re.compile(rf"(?<![0-9])1[3-9](?:{_GAP}[0-9]){{9}}"), _always, _HEARD),
)


def mask(text: str) -> Masked:
    """Replace every piece of personal data with its kind in brackets: ``〔身份证〕``."""
    kinds: list[str] = []
    for kind in _KINDS:
        spans = _spans(kind, text)
        kinds += [kind.name] * len(spans)
        for start, end in reversed(spans):
            text = f"{text[:start]}〔{kind.name}〕{text[end:]}"
    return Masked(text, tuple(kinds))


def _spans(kind: _Kind, text: str) -> list[tuple[int, int]]:
    found = kind.pattern.finditer(text.translate(kind.fold))
    return [match.span() for match in found if kind.valid(_SEPARATORS.sub("", match.group()).upper())]
