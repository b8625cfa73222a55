"""The day whose rules a question asks for (“去年三月的规定是什么”), told apart from days that are facts of the case.

A day counts only where the words around it ask for the rules of that day. A year that belongs to the name or the number
of a document, a day on which something happened to the citizen, and days that contradict each other are left alone:
today's rules are the better answer to these.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.text.periods import Period, find_periods

EARLIEST = date(1949, 10, 1)
_YEARS_AHEAD = 10

_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|【[^】]*】|“[^”]*”")
_NOW = re.compile(r"现在|如今|目前|眼下|现行")
_BEFORE = re.compile(r"之前|以前|前(?!年|后|往|提)")
_SINCE = re.compile(r"之后|以后|后(?!年)|以来|起|开始")
_THEN = re.compile(r"的?(?:那个?)?时候|的?那会儿?|那时|当时|期间|时(?!间|限|效)")
_RULE = "(?:规定|政策|标准|办法|条例|规则|细则|要求|条件|比例|额度|基数|上限|下限|限额|起付线|封顶线|税率|费率|最低工资|算法)"
# Between the day and what it is the rule of: no verb of the case, nothing that makes the year part of a name.
_GAP = (
    r"(?:(?!符合|满足|达到|低于|高于|超过|能|可以|没|有|是(?!什么|多少|怎)|还|按|我|你|他|交|缴(?!费|存)|买|(?<![民公国])办(?!理|法)|办理[的了]|领(?!取)|合同|发票|单据|证明|要点|方案|计划|通知|意见|公告|预算"
    r"|决算|报告|规划|年报|名单|和|与|到)[^，。？！；,?!;\s]){0,8}"
)
_OF_RULES = re.compile(rf"的{_GAP}{_RULE}")
_RULES = re.compile(rf"{_GAP}{_RULE}")
_CASE_BEFORE = re.compile(
    r"(?:我|我们|咱|我家|本人|他|她|它|孩子|老人|家里|公司|单位|[爸妈爹娘]|打算|准备|想|从|自从|到|于)$"
)
_CASE_AFTER = re.compile(r"[，,\s]?(?:我|咱|本人|他|她|孩子|老人|家里|公司|单位|办理?了|买|交|缴|退休|出生|参加|入|开)")
_ONLY_DAY = re.compile(r"^(?:那么?|要是|如果|换成|改成)?(?:是|按|在)?\x00的?(?:话|规定)?呢?[？?。！!\s]*$")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The ``day`` asked about, and the question without the words for it; a year written out stays, documents bear it."""

    day: date
    rest: str


def read_as_of(text: str, today: date) -> AsOf | None:
    """Return the day that a normalised question asks the rules of; nothing where that is today or not clear.

    A period that is over stands for its last day, one to come for its first.
    """
    if _NOW.search(text):
        return None
    visible = _QUOTED.sub(lambda quoted: "\x01" * len(quoted[0]), text)
    found = [asked for period in find_periods(visible, today) if (asked := _asked(visible, period, today))]
    days = {day for day, _period, _end in found}
    if len(days) != 1:
        return None
    day, period, end = found[0]
    if day == today or not EARLIEST <= day <= date(min(today.year + _YEARS_AHEAD, date.max.year), 12, 31):
        return None
    kept = f"{period.year}年" if period.year and not _is_all(visible, period) else ""
    return AsOf(day, f"{text[: period.start]}{kept}{text[end:]}")


def _asked(text: str, period: Period, today: date) -> tuple[date, Period, int] | None:
    """Return the day, its period and where its words end, if the words around ask for the rules of then."""
    before, after = text[: period.start], text[period.end :]
    if _is_all(text, period):
        day = _day(period, "", today)
        return (day, period, period.end) if day else None
    if _CASE_BEFORE.search(before):
        return None
    side, shift = _side(after)
    then = _THEN.match(after, shift)
    end = then.end() if then else shift
    day = _day(period, side, today)
    relative = period.year is None and period.first != period.last  # 明年, 上个月: never part of a document's name
    if day is None or not (
        _asks(after, end, side, bool(then), day > today) or (relative and not side and _RULES.match(after))
    ):
        return None
    return day, period, period.end + end + (after[end : end + 1] == "的")


def _side(after: str) -> tuple[str, int]:
    """Return on which side of the period the question lies, and where the word for it ends."""
    for side, pattern in (("before", _BEFORE), ("since", _SINCE)):
        if found := pattern.match(after):
            return side, found.end()
    return "", 0


def _asks(after: str, end: int, side: str, then: bool, ahead: bool) -> bool:
    rest = after[end:]
    if _OF_RULES.match(rest):
        return True
    if _CASE_AFTER.match(rest):
        return False
    return (
        bool(_RULES.search(rest)) if then else bool(side) and ((ahead and side == "since") or bool(_RULES.match(rest)))
    )


def _day(period: Period, side: str, today: date) -> date | None:
    """Return the day a period stands for; nothing where it, or all since it, holds today."""
    if side == "before":
        return period.first - timedelta(days=1)
    if side == "since":
        return period.first if period.first > today else None
    if period.first <= today <= period.last:
        return None
    return period.last if period.last < today else period.first


def _is_all(text: str, period: Period) -> bool:
    """Whether a turn says nothing but the day: ``那2019年呢``."""
    return bool(_ONLY_DAY.match(f"{text[: period.start]}\x00{text[period.end :]}"))
