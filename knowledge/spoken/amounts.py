"""Amounts: percentages, money, ranges, fractions, and the signs between them."""

import re

from knowledge.spoken.digits import quantity

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_TO = r"\s?(?:-|~|–|—|―|－)+\s?"
_SHARES = {"%": "百分之", "‰": "千分之"}
_SHARE_RANGE = re.compile(rf"(?<![0-9.,])({_NUMBER})([%‰])?(?:{_TO}|至|到)({_NUMBER})([%‰])")
_SHARE = re.compile(rf"(?<![0-9.,])({_NUMBER})\s?([%‰])")
_RANGE = re.compile(rf"(?<![0-9.,-])({_NUMBER})([\u4e00-\u9fff]{{0,2}}){_TO}(?={_NUMBER})(?!{_NUMBER}-)")
_FRACTION = re.compile(r"(?<![0-9./])([0-9]{1,3})/([0-9]{1,3})(?![0-9./])")
_MONEY = re.compile(rf"[¥$]\s?({_NUMBER})(?:元|块)?")
_BELOW_ZERO = re.compile(r"(?<![0-9A-Za-z\u4e00-\u9fff])-(?=[0-9])")
_SIGNS = ((re.compile(r"(?:≥|>=)(?=\s?[0-9])"), "不低于"), (re.compile(r"(?:≤|<=)(?=\s?[0-9])"), "不超过"),
          (re.compile(r"[>＞](?=\s?[0-9])"), "超过"), (re.compile(r"[<＜](?=\s?[0-9])"), "不足"))  # fmt: skip
_SQUARE = re.compile(r"(?<=[0-9])\s?(k?m)(?:2|²)(?![0-9])")
_EACH = re.compile(r"(?<=[元度吨])\s*/+\s*(?=[\u4e00-\u9fff])")
_OR = re.compile(r"(?<=[\u4e00-\u9fff])\s*/+\s*(?=[\u4e00-\u9fff])")
_MEASURED_BY_TWO = re.compile(
    r"(?<![0-9.,/第十百千零点-])2(?=个|件|年|天|次|份|人|名|位|户|种|项|倍|周|辆|台|间|套|张|页|岁|家|所|级|倍|万|亿|千|小时|公里|平方米)"
)


def say_amounts(text: str) -> str:
    """Return the text with percentages, money, ranges and fractions in words; plain numbers stay for later."""
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    text = _SQUARE.sub(lambda found: "平方公里" if found[1] == "km" else "平方米", text)
    text = _SHARE_RANGE.sub(_share_range, text)
    text = _SHARE.sub(lambda found: _share(found[1], found[2]), text)
    text = _MONEY.sub(lambda found: f"{quantity(found[1])}元", text)
    text = _FRACTION.sub(_fraction, text)
    text = _RANGE.sub(lambda found: f"{quantity(found[1])}{found[2]}至", text)
    return _MEASURED_BY_TWO.sub("两", _BELOW_ZERO.sub("负", text))


def say_slashes(text: str) -> str:
    """Return the text with the slash between two words as a word; called when no digit is left."""
    return _OR.sub("或", _EACH.sub("每", text))


def _share(number: str, sign: str) -> str:
    return f"{_SHARES[sign]}{quantity(number)}"


def _share_range(found: re.Match[str]) -> str:
    first, own_sign, last, sign = found.groups()
    return f"{_share(first, own_sign or sign)}至{_share(last, sign)}"


def _fraction(found: re.Match[str]) -> str:
    part, whole = int(found[1]), int(found[2])
    if not 0 < part < whole:
        return f"{quantity(found[1])}或{quantity(found[2])}"
    return f"{quantity(str(whole))}分之{quantity(str(part))}"
