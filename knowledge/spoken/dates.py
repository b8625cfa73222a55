"""Days, years and times of day: ``2026年6月1日`` → ``二零二六年六月一日``, ``8:30-12:00`` → ``八点三十分至十二点``."""

import re

from knowledge.spoken.digits import one_by_one, quantity

_TO = r"\s?(?:-|~|–|—|―|－|至|到)+\s?"
_YEAR = r"(?<![0-9.,])((?:19|20)[0-9]{2})"
_YEARS = re.compile(rf"{_YEAR}年?{_TO}((?:19|20)[0-9]{{2}})(?=\s?(?:学年|年))")
_DAY = re.compile(rf"{_YEAR}([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9]|\.[0-9])")
_OF_YEAR = re.compile(rf"{_YEAR}(?=\s?(?:年|学年|版))")
_TIME = re.compile(r"(?<![0-9:：.])([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9:：])")
_TIMES = re.compile(rf"(?<=[:：][0-5][0-9]){_TO}(?=(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9])")


def say_dates(text: str) -> str:
    """Return the text with years, days and times in words; months and days with 月 and 日 are plain numbers."""
    said = _YEARS.sub(lambda found: f"{one_by_one(found[1])}年至{one_by_one(found[2])}", text)
    said = _DAY.sub(_day, said)
    said = _OF_YEAR.sub(lambda found: one_by_one(found[1]), said)
    return _TIME.sub(_time, _TIMES.sub("至", said))


def _day(found: re.Match[str]) -> str:
    year, _, month, day = found.groups()
    return f"{one_by_one(year)}年{quantity(str(int(month)))}月{quantity(str(int(day)))}日"


def _time(found: re.Match[str]) -> str:
    hour, minutes = quantity(str(int(found[1]))), found[2]
    if minutes == "00":
        return f"{hour}点"
    said = f"零{quantity(minutes[1])}" if minutes.startswith("0") else quantity(minutes)
    return f"{hour}点{said}分"
