"""Stretches of a question that are names already: they are left alone."""

import re
from collections.abc import Iterable

from knowledge.text.document_number import find_all

Span = tuple[int, int]
_QUOTED_TITLE = re.compile(r"《[^》]*》?")


def protected_spans(text: str) -> tuple[Span, ...]:
    """Return where titles in 书名号 and document numbers stand."""
    titles = [match.span() for match in _QUOTED_TITLE.finditer(text)]
    return (*titles, *((found.start, found.end) for found in find_all(text)))


def overlaps(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether ``start:end`` has a character in common with one of the spans."""
    return any(start < stop and begin < end for begin, stop in spans)
