"""Before step 1: only what can be seen is read; characters without a shape can hide words or cut them apart."""

import re
from unicodedata import category

from knowledge.answering.context import TurnContext

_INVISIBLE = {"Cf", "Cc", "Co", "Cn", "Cs"}  # format and control characters, and those that mean nothing (UAX #44)
_SPACES = "\n\r\t"


def visible(context: TurnContext) -> None:
    """Drop invisible characters from the words and from the search text."""
    context.original, context.text = _seen(context.original), _seen(context.text)


def _seen(text: str) -> str:
    if text.isprintable():  # nearly always
        return text
    kept = (char for char in text if char in _SPACES or category(char) not in _INVISIBLE)
    return re.sub(r"[\r\t]", " ", "".join(kept))
