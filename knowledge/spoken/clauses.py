"""Numbers of items and of lists: ``第三条（七）`` → ``第三条第七项``, ``1. `` at the beginning of a line → ``第一，``."""

import re

from knowledge.spoken.digits import quantity

_NUMERAL = "零一二三四五六七八九十百"
_ITEM = re.compile(rf"(?<=[条款])\s?[（(]\s?([{_NUMERAL}]{{1,5}}|[0-9]{{1,3}})\s?[）)]")
_LISTED = re.compile(r"(?m)^[ \t]*(?:[（(]([0-9]{1,2})[）)]|([0-9]{1,2})(?:[)）、]|\.(?![0-9])))[ \t]*")


def say_clauses(text: str) -> str:
    """Return the text with the items of articles in words."""
    return _ITEM.sub(lambda found: f"第{_numeral(found[1])}项", text)


def say_list_numbers(text: str) -> str:
    """Return the text with the numbers of a list in words."""
    return _LISTED.sub(lambda found: f"第{_numeral(found[1] or found[2])}，", text)


def _numeral(written: str) -> str:
    return quantity(written) if written.isdecimal() else written
