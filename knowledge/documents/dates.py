"""Dates as official documents write them: 2021年7月1日, 二〇二一年七月一日, 2021-07-01."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.text.numerals import NUMERAL, to_int

_YEAR = r"(?P<year>[12][0-9]{3}|[１２][０-９]{3}|[一二][〇零○Ｏ九][〇零○Ｏ一二三四五六七八九]{2})"
_DATE = re.compile(
    rf"{_YEAR}\s*(?:年\s*(?P<month>{NUMERAL}{{1,3}})\s*月\s*(?P<day>{NUMERAL}{{1,3}})\s*日"
    r"|(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2}))"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the span of the text it stands in."""

    value: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates in ``text``; what only looks like one (2021年13月1日) is passed over."""
    for match in _DATE.finditer(text):
        if value := _value(match):
            yield FoundDate(value, match.start(), match.end())


def only_date(text: str) -> date | None:
    """Return the date where ``text`` is a date and nothing else."""
    match = _DATE.fullmatch(text.strip())
    return _value(match) if match else None


def _value(match: re.Match[str]) -> date | None:
    numbers = [to_int(match[name] or match[short]) for name, short in (("year", "year"), ("month", "m"), ("day", "d"))]
    try:
        return date(*(number or 0 for number in numbers))
    except ValueError:
        return None
