"""Codes are spelt out: consult codes, and whatever mixes letters and digits."""

import re

from knowledge.spoken.digits import by_telephone

_NAMED = re.compile(r"(?<=编号|询码)[是为：:]?\s?([2-9A-Za-z]{6})(?![0-9A-Za-z])")
# A number before a unit (100kg) is a quantity.
_MIXED = re.compile(
    r"(?<![0-9A-Za-z.])(?![0-9]+[A-Za-z]+\b)(?=[A-Za-z]*[0-9]+[0-9A-Za-z]*)(?=[0-9]*[A-Za-z])[0-9A-Za-z]{4,}", re.ASCII
)


def say_codes(text: str) -> str:
    """Return the text with the digits of codes one by one; letters stay as they are."""
    named = _NAMED.sub(lambda found: by_telephone(found[0]), text)
    return _MIXED.sub(lambda found: by_telephone(found[0]), named)
