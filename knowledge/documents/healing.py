"""Lines to paragraphs: sentences that a page break or a scanner cut are joined again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.furniture import NumberedLine
from knowledge.documents.markers import marker_of
from knowledge.documents.model import Finding, FindingKind
from knowledge.documents.readers.port import RawLine

_ENDS = "。！？；：…”』」）)】!?;:"
_RUNS_ON = "、，,（(《〈〔“"
_CANNOT_BEGIN = "，。、；：！？）)》〉〕】”’"
_OPENERS, _CLOSERS = "（(《〈〔【", "）)》〉〕】"
_UNITS_BRACKET = re.compile(r"[（(]\s*(?:责任|牵头|配合|主办|协办)(?:单位|部门)\s*[:：]")
_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,10}[：:]|\d{4}[-/年.]\s?\d{1,2}|附\s?件")
_WINDOW = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A healed paragraph. ``line`` is where it began; ``heading`` is the level that the format declared."""

    line: int
    text: str
    heading: int = 0
    fixed: bool = False


@dataclass(slots=True)
class _Open:
    """The paragraph being joined; it keeps its tail, so that joining stays linear in the length of the text."""

    line: int
    raw: RawLine
    pieces: list[str] = field(default_factory=list)
    commas: int = 0
    stops: int = 0
    length: int = 0
    tail: str = ""

    def add(self, text: str) -> None:
        blank = (
            " "
            if self.tail[-1:].isascii() and self.tail[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
            else ""
        )
        self.pieces.append(blank + text)
        self.commas += text.count("，")
        self.stops += text.count("。") + text.count("；")
        self.length += len(text)
        self.tail = (self.tail + text)[-_WINDOW:]

    @property
    def flows(self) -> bool:
        """Whether this is running text, so that an end without a full stop is a cut, and no heading."""
        return self.stops > 0 or self.commas > 1 or (self.commas > 0 and self.length > 60)

    @property
    def has_open_bracket(self) -> bool:
        return sum(map(self.tail.count, _OPENERS)) > sum(map(self.tail.count, _CLOSERS))

    def close(self) -> Paragraph:
        return Paragraph(self.line, "".join(self.pieces), self.raw.heading, self.raw.fixed)


def heal(lines: Sequence[NumberedLine]) -> tuple[list[Paragraph], list[Finding]]:
    """Join the lines of each paragraph. Every join is reported with the line it was made at."""
    width = _wrap_width(lines)
    paragraphs: list[Paragraph] = []
    findings: list[Finding] = []
    current: _Open | None = None
    for line in lines:
        text = line.raw.text
        if current is not None and _continues(current, line.raw, width):
            findings.append(
                Finding(line.number, FindingKind.HEALED, f"“{current.tail[-8:]}”与“{text[:8]}”之间的断行已接上")
            )
            current.add(text)
            continue
        if current is not None:
            paragraphs.append(current.close())
        current = _Open(line.number, line.raw)
        current.add(text)
    if current is not None:
        paragraphs.append(current.close())
    return paragraphs, findings


def _continues(current: _Open, line: RawLine, width: int) -> bool:
    if current.raw.fixed or line.fixed:
        return False
    if line.text[0] in _CANNOT_BEGIN or _UNITS_BRACKET.match(line.text):
        return True
    if current.tail[-1] in _ENDS or _LABEL.match(line.text) or marker_of(line.text):
        return False
    if current.tail[-1] in _RUNS_ON or current.has_open_bracket:
        return True
    return current.flows or (width > 0 and len(current.pieces[-1]) >= width - 2)


def _wrap_width(lines: Sequence[NumberedLine]) -> int:
    """Return the width at which a text is wrapped by hand or by a scanner, 0 where it is not.

    Lines that end as sentences do tell nothing of it: three articles of one length are three articles.
    """
    lengths = sorted(len(line.raw.text) for line in lines)
    if len(lengths) < 8:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    full = [line.raw.text for line in lines if len(line.raw.text) >= width - 2]
    cut = sum(text[-1] not in _ENDS for text in full)
    is_wrapped = len(full) >= 0.4 * len(lengths) and cut >= 0.25 * len(lengths)
    return width if 15 <= width <= 60 and is_wrapped else 0
