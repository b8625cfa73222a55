"""Page numbers and running heads: what the page adds to the document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.documents.model import Finding, FindingKind
from knowledge.documents.readers.port import RawLine

_PAGE_NUMBER = re.compile(
    r"[—–―\-－·•]+\s*\d{1,4}\s*[—–―\-－·•]+|第\s*\d{1,4}\s*页\s*(?:[/，,（(]?\s*共\s*\d{1,4}\s*页\s*[）)]?)?"
)
_RUNNING_HEAD_LENGTH = 40


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line that carries text, and its number in what was read."""

    number: int
    raw: RawLine


def without_furniture(lines: Sequence[RawLine]) -> tuple[list[NumberedLine], list[Finding]]:
    """Return the lines that carry text, and a finding for each one dropped."""
    written = [NumberedLine(number, raw) for number, raw in enumerate(lines, 1) if raw.text]
    numbers = {index for index, line in enumerate(written) if _PAGE_NUMBER.fullmatch(line.raw.text)}
    dropped = numbers | set(_running_heads(written, numbers))
    kept = [line for index, line in enumerate(written) if index not in dropped]
    findings = [
        Finding(written[index].number, FindingKind.DROPPED, f"页码或页眉“{written[index].raw.text}”已去掉")
        for index in sorted(dropped)
    ]
    return kept, findings


def _running_heads(lines: Sequence[NumberedLine], page_numbers: set[int]) -> Iterator[int]:
    """A running head is a short line that stands beside page numbers more than once."""
    beside = [i for n in sorted(page_numbers) for i in (n - 1, n + 1) if 0 <= i < len(lines) and i not in page_numbers]
    times = Counter(lines[i].raw.text for i in beside)
    return (i for i in beside if times[lines[i].raw.text] > 1 and len(lines[i].raw.text) <= _RUNNING_HEAD_LENGTH)
