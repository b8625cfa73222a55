"""What was written in and what was struck out, word by word."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz.distance import LCSseq

from knowledge.text.tokens import RjiebaTokenizer, Tokenizer

_MOST_WORDS = 6000  # beyond that lines are compared instead: the time grows with the square


class SpanKind(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: without the inserted ones they are the old text, without the deleted ones the new."""

    op: SpanKind
    text: str


def compare_words(before: str, after: str) -> tuple[Span, ...]:
    """Return the stretches of two texts in reading order, deleted before inserted."""
    old, new = _cut(before), _cut(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    spans: list[Span] = []
    for code in LCSseq.opcodes(old, new):
        if code.tag == "equal":
            _append(spans, SpanKind.EQUAL, "".join(new[code.dest_start : code.dest_end]))
            continue
        _append(spans, SpanKind.DELETE, "".join(old[code.src_start : code.src_end]))
        _append(spans, SpanKind.INSERT, "".join(new[code.dest_start : code.dest_end]))
    return tuple(spans)


def _append(spans: list[Span], op: SpanKind, text: str) -> None:
    if text and spans and spans[-1].op is op:
        spans[-1] = Span(op, spans[-1].text + text)
    elif text:
        spans.append(Span(op, text))


def _cut(text: str) -> list[str]:
    words = _tokenizer().cut(text)
    return words if "".join(words) == text else list(text)


@cache
def _tokenizer() -> Tokenizer:
    return RjiebaTokenizer()
