"""Telephone numbers, digit by digit and with 幺 for 1: ``12345`` → ``幺二三四五``, ``0398-2812345`` → ``零三九八，二八幺二三四五``."""

import re

from knowledge.spoken.digits import by_telephone

# What a quantity is followed by: a number before one of these is no telephone number.
_COUNTED = (
    r"[元块角分万亿千百个件名人户次年月天日时岁周页条号款项位份张台辆套间亩吨米里斤倍度层期届批种类字家所处级卷本例株头只笔]|平方|立方|公[里斤顷]"
    r"|小时|工作日|[%‰.,]"
)
_NOT_COUNTED = rf"(?![0-9])(?!\s?(?:{_COUNTED}))"
_LINES = (
    r"(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}",
    r"[（(]?0[0-9]{2,3}[）)]?[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?",
    r"[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}",
    r"[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?",
    r"12[1-9][0-9]{2}|12306|9[56][0-9]{3,4}|10086|10010|10001|11[049]|12[02]",
)
_NUMBER = re.compile(rf"(?<![0-9.,第¥-])(?:{'|'.join(_LINES)}){_NOT_COUNTED}")
_GAP = re.compile(r"[-() （）]+")


def say_telephones(text: str) -> str:
    """Return the text with every telephone number in words, a pause where it has a gap."""
    return _NUMBER.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    number = _GAP.sub("，", found[0].removeprefix("+")).strip("，")
    return by_telephone(number)
