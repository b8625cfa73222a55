"""Days, months and years as people name them, written out or relative to today, as the first and last day of each."""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.text.numerals import to_int

_NUMERAL = "[〇零○一二两三四五六七八九十0-9]"
_MONTH = r"(?P<{0}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|二十|[一二三四五六七八九])[日号]"
_YEARS: Mapping[str, int] = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_MONTHS: Mapping[str, int] = {
    "上上个月": -2, "上上月": -2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1, "下下个月": 2,
}  # fmt: skip
_DAYS: Mapping[str, int] = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "明天": 1, "后天": 2}
_PARTS: Mapping[str, tuple[int, int]] = {
    "年初": (1, 1), "初": (1, 1), "上半年": (1, 6), "年中": (6, 6), "下半年": (7, 12), "年底": (12, 12), "年末": (12, 12),
    "底": (12, 12), "末": (12, 12),
}  # fmt: skip


def _any_of(words: Mapping[str, object]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_EXPRESSION = re.compile(
    rf"(?<!\d)(?P<iso>(?P<iso_year>(?:19|20)\d\d)[-./](?P<iso_month>\d\d?)[-./](?P<iso_day>\d\d?))(?!\d)"
    rf"|(?:(?<![\d〇零一二三四五六七八九])(?P<year>(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{{2}})年"
    rf"|(?P<relative_year>{_any_of(_YEARS)}))"
    rf"(?:的?{_MONTH.format('month')}(?:{_DAY.format('day')})?|(?P<part>{_any_of(_PARTS)}))?"
    rf"|(?P<relative_month>{_any_of(_MONTHS)})(?:的?{_DAY.format('day_of_month')})?"
    rf"|(?P<relative_day>{_any_of(_DAYS)})"
    rf"|(?<![满到超\d第])(?P<count>{_NUMERAL}{{1,3}})(?P<unit>年|个月|天)(?:以前|之前|前)(?!后)"
    rf"|(?<![年\d]){_MONTH.format('bare_month')}{_DAY.format('bare_day')}"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both inclusive, named in ``text[start:end]``; ``year`` where the words give it."""

    start: int
    end: int
    first: date
    last: date
    year: int | None = None


def find_periods(text: str, today: date) -> Iterator[Period]:
    """Yield the periods that a normalised text names, in order. What is no day of the calendar is left out."""
    for match in _EXPRESSION.finditer(text):
        try:
            days = _days(match, today)
        except (ValueError, OverflowError):
            continue
        if days is not None:
            written = match["year"] or match["iso_year"]
            yield Period(match.start(), match.end(), *days, to_int(written) if written else None)


def _days(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the first and the last day. The branches are those of the expression, in its order."""
    readings: tuple[tuple[str, Callable[[re.Match[str], date], tuple[date, date] | None]], ...] = (
        ("iso", _iso),
        ("year", _in_year),
        ("relative_year", _in_year),
        ("relative_month", _in_month),
        ("relative_day", lambda found, day: _single(day + timedelta(days=_DAYS[found["relative_day"]]))),
        ("count", _ago),
        ("bare_month", _this_year),
    )
    return next(read(match, today) for name, read in readings if match[name])


def _single(day: date) -> tuple[date, date]:
    return day, day


def _iso(match: re.Match[str], _today: date) -> tuple[date, date]:
    return _single(date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])))


def _in_year(match: re.Match[str], today: date) -> tuple[date, date]:
    year = _number(match["year"]) if match["year"] else today.year + _YEARS[match["relative_year"]]
    if match["day"]:
        return _single(date(year, _number(match["month"]), _number(match["day"])))
    if match["month"]:
        return _months(year, _number(match["month"]), _number(match["month"]))
    return _months(year, *_PARTS.get(match["part"] or "", (1, 12)))


def _in_month(match: re.Match[str], today: date) -> tuple[date, date]:
    year, month = _shifted(today, _MONTHS[match["relative_month"]])
    if match["day_of_month"]:
        return _single(date(year, month, _number(match["day_of_month"])))
    return _months(year, month, month)


def _ago(match: re.Match[str], today: date) -> tuple[date, date] | None:
    count = _number(match["count"])
    if match["unit"] == "天":
        return _single(today - timedelta(days=count))
    year, month = _shifted(today, -count * (12 if match["unit"] == "年" else 1))
    return _single(date(year, month, min(today.day, calendar.monthrange(year, month)[1])))


def _this_year(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """A day without its year is one of this year when it is near; in December ``1月5日`` may be either."""
    day = date(today.year, _number(match["bare_month"]), _number(match["bare_day"]))
    return _single(day) if abs((day - today).days) <= 183 else None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _shifted(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


def _number(numeral: str) -> int:
    """Return the number; 0, which is no day, month or year, where it is none."""
    return to_int(numeral) or 0
