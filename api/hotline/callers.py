"""Telephone numbers of callers, as they may be shown."""

import re

from api.hotline.rules import hotline_rules

_DIGITS = re.compile(r"[0-9][0-9\- ]*[0-9]")
_SHOWN = 40


def masked_caller(number: str) -> str:
    """Return a number with its middle hidden: ``138****5678``; words where there is none, or where it is withheld."""
    found = _DIGITS.search(number)
    digits = re.sub(r"[^0-9]", "", found[0]) if found else ""
    if len(digits) < 5:
        return hotline_rules().withheld if number.strip() else ""
    if len(digits) < 8:
        return f"{digits[:2]}{'*' * (len(digits) - 3)}{digits[-1]}"
    return f"{digits[:3]}****{digits[-4:]}"[:_SHOWN]
