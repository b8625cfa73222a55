"""Whatever digits are left, as quantities."""

import re

from knowledge.spoken.digits import one_by_one, quantity

_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*")


def say_numbers(text: str) -> str:
    """Return the text without an Arabic digit: ``3.5`` is a decimal, ``1.2.3`` the number of a section."""
    return _NUMBER.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    written = found[0]
    if written.count(".") > 1:
        return "点".join(quantity(part) for part in written.split("."))
    return quantity(written) if written.isascii() else one_by_one(written)
