"""What an answer counts with: amounts, days, shares, ages, each in one unit, so that 三十天 and 30日 are the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cn2an

from knowledge.text.document_number import find_all
from knowledge.text.tokens import fold

LARGEST = 10**15
_CHINESE = "零〇一二三四五六七八九十百千万亿两"
_NUMBER = rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?[十百千万亿]*|[零〇一二三四五六七八九十两半][{_CHINESE}]*)"
_UNITS = {
    "元": ("元", 1.0), "块": ("元", 1.0), "圆": ("元", 1.0), "角": ("元", 0.1),
    "个工作日": ("个工作日", 1.0), "工作日": ("个工作日", 1.0),
    "天": ("天", 1.0), "日": ("天", 1.0), "个星期": ("天", 7.0), "星期": ("天", 7.0), "周": ("天", 7.0),
    "个小时": ("小时", 1.0), "小时": ("小时", 1.0), "分钟": ("小时", 1 / 60),
    "个月": ("个月", 1.0), "年": ("个月", 12.0), "周岁": ("岁", 1.0), "岁": ("岁", 1.0),
    "%": ("%", 1.0), "倍": ("倍", 1.0), "次": ("次", 1.0), "份": ("份", 1.0), "人": ("人", 1.0), "页": ("页", 1.0),
    "件": ("件", 1.0), "亩": ("亩", 1.0), "平方米": ("平方米", 1.0), "平米": ("平方米", 1.0),
    "公里": ("公里", 1.0), "千米": ("公里", 1.0),
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_COUNTED = re.compile(
    rf"百分之(?P<share>{_NUMBER})"
    rf"|(?P<first>{_NUMBER})(?:(?P<first_unit>{_UNIT})?(?:至|到|~|-|—|～)(?P<last>{_NUMBER}))?(?P<unit>{_UNIT})(?!性|代)"
)
_SCALE = re.compile(r"[万亿]+$")
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_NOT_COUNTED = re.compile(
    rf"{_YEAR}年(?:{_NUMBER}月(?:{_NUMBER}[日号])?)?|{_NUMBER}月(?:份|{_NUMBER}[日号])?(?!内)|(?<=每月){_NUMBER}[日号]"
    rf"|第{_NUMBER}[条章节款项次]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` of ``unit``, as ``written``. Figures of equal value and unit say the same."""

    value: float
    unit: str
    written: str

    @property
    def key(self) -> tuple[float, str]:
        """What is compared."""
        return round(self.value, 6), self.unit


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return what is counted in a text, in order. Dates, articles and document numbers count nothing."""
    return tuple(_figures(_NOT_COUNTED.sub(_blank, _without_numbers(fold(text)))))


def _without_numbers(text: str) -> str:
    for found in find_all(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _figures(text: str) -> Iterator[Figure]:
    for match in _COUNTED.finditer(text):
        if match["share"]:
            yield from _figure(match["share"], "%", match.group())
            continue
        if match["last"]:
            scale = "" if match["first_unit"] else "".join(_SCALE.findall(match["last"])[-1:])  # 3到5万元
            first = match["first"] if _SCALE.search(match["first"]) else match["first"] + scale
            yield from _figure(first, match["first_unit"] or match["unit"], match.group())
        yield from _figure(match["last"] or match["first"], match["unit"], match.group())


def _figure(number: str, unit: str, written: str) -> Iterator[Figure]:
    value = _value(number)
    if value is not None and value <= LARGEST:
        name, factor = _UNITS[unit]
        yield Figure(value * factor, name, written)


def _value(number: str) -> float | None:
    plain = number.replace(",", "").replace("〇", "零")
    if plain == "半":
        return 0.5
    try:
        return float(cn2an.cn2an(plain, "smart"))
    except (ValueError, KeyError):  # cn2an meets words of numerals that are no number with either
        return None
