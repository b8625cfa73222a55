"""The body as clauses with the headings above them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.documents.ladder import Item, is_heading, is_listed
from knowledge.documents.markers import Level, marker_of
from knowledge.documents.model import ParsedClause, PartKind
from knowledge.documents.units import responsible_units, trailing_bracket

_TITLE_LENGTH = 40
_CLOSING = re.compile(
    r"(?:各地|各县|各级|各区|各省|各部门|各有关|各单位|本(?:通知|意见|办法|方案|规定|要点)|此前|以上|上述|特此|请各|附件)"
)


@dataclass(frozen=True, slots=True)
class Section:
    """The document proper, the one it hands on, or an attachment; only attachments have a ``heading``."""

    heading: str
    items: tuple[Item, ...]


@dataclass(slots=True)
class _Part:
    """A part while its paragraphs are gathered."""

    kind: PartKind
    head: Item
    heading: tuple[str, ...]
    paragraphs: list[Item] = field(default_factory=list)

    def _label_above(self) -> str:
        """An introduction is cited by the number of the heading it stands under."""
        above = marker_of(self.heading[-1]) if self.heading and self.kind is PartKind.INTRODUCTION else None
        return above.printed if above else ""

    def close(self, ordinal: int) -> ParsedClause:
        marker = self.head.marker if self.kind is PartKind.CLAUSE else None
        texts = [item.paragraph.text for item in self.paragraphs]
        if marker:
            texts[0] = texts[0][marker.length :]
        number = marker.printed if marker else ""
        units = dict.fromkeys(unit for text in texts for unit in responsible_units(text))
        return ParsedClause(
            ordinal=ordinal,
            kind=self.kind,
            number=number,
            label=number or self._label_above(),
            heading=self.heading,
            title=_title(texts) if marker and marker.level is not Level.ARTICLE else "",
            text="\n".join(text for text in texts if text),
            responsible_units=tuple(units),
            line=self.head.paragraph.line,
        )


def parts_of(sections: Iterable[Section]) -> tuple[ParsedClause, ...]:
    """Cut the body into parts, every paragraph of it in exactly one heading or part."""
    parts = [part for section in sections for part in _with_closing(_run(section), section.heading)]
    return tuple(part.close(ordinal) for ordinal, part in enumerate(parts, 1))


def _run(section: Section) -> list[_Part]:
    builder = _Builder([(0, section.heading)] if section.heading else [])
    for index, item in enumerate(section.items):
        builder.add(item, heading=is_heading(section.items, index), listed=is_listed(section.items, index))
    return builder.parts


@dataclass(slots=True)
class _Builder:
    """Walks down a section; ``ladder`` holds the headings above the place it has reached."""

    ladder: list[tuple[int, str]]
    parts: list[_Part] = field(default_factory=list)
    open: _Part | None = None

    def add(self, item: Item, *, heading: bool, listed: bool) -> None:
        if item.level is None or self._is_inside_open_clause(item) or (listed and self._is_below_no_clause()):
            self._continue(item)
            return
        self._climb(item.level)
        if heading:
            self.ladder.append((item.level, heading_text(item)))
        else:
            self._start(PartKind.CLAUSE, item)

    def _is_inside_open_clause(self, item: Item) -> bool:
        clause = self.open
        if clause is None or clause.kind is not PartKind.CLAUSE:
            return False
        return (item.level or 0) > (clause.head.level or 0)

    def _is_below_no_clause(self) -> bool:
        return self.open is None or self.open.kind is not PartKind.CLAUSE

    def _climb(self, level: int) -> None:
        self.open = None
        while self.ladder and self.ladder[-1][0] >= level:
            self.ladder.pop()

    def _continue(self, item: Item) -> None:
        """An unnumbered paragraph belongs to the open clause; in a preamble each is a part, save what a list needs."""
        if self.open is None or (self.open.kind is PartKind.PREAMBLE and not self._is_listed_in_preamble(item)):
            self._start(PartKind.INTRODUCTION if self.ladder else PartKind.PREAMBLE, item)
        else:
            self.open.paragraphs.append(item)

    def _is_listed_in_preamble(self, item: Item) -> bool:
        above = self.open.paragraphs[-1].paragraph.text if self.open else ""
        return item.marker is not None or above.endswith(("：", ":"))

    def _start(self, kind: PartKind, item: Item) -> None:
        self.open = _Part(kind, item, tuple(text for _, text in self.ladder), [item])
        self.parts.append(self.open)


def heading_text(item: Item) -> str:
    """Return a heading with its number and without the blanks that justify it: ``第一章 总则``."""
    rest = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", item.rest)
    if item.marker is None:
        return rest
    blank = " " if rest and item.marker.level <= Level.SECTION else ""
    return f"{item.marker.printed}{blank}{rest}"


def _with_closing(run: list[_Part], heading: str) -> Iterable[_Part]:
    """Set the closing paragraphs off from the last clause, which they follow without a number of their own."""
    if not run:
        return ()
    last = run[-1]
    cut = _closing_start(run) if last.kind is PartKind.CLAUSE and last.head.level != Level.ARTICLE else 0
    if not cut:
        return run
    closing = last.paragraphs[cut:]
    last.paragraphs = last.paragraphs[:cut]
    above = (heading,) if heading else ()
    return [*run, *(_Part(PartKind.CLOSING, item, above, [item]) for item in closing)]


def _closing_start(run: list[_Part]) -> int:
    """Return where in the last clause the closing starts, 0 where there is none.

    It starts behind a bracket of responsible units, at a phrase that only closings use, or – where every other clause
    is one paragraph – right behind the first. A clause that is only named in its first paragraph keeps the second.
    """
    paragraphs = run[-1].paragraphs
    unnumbered = len(paragraphs)
    while unnumbered > 1 and paragraphs[unnumbered - 1].marker is None:
        unnumbered -= 1
    first = max(unnumbered, 2 if paragraphs[0].is_bare_name else 1)
    others = [part for part in run[:-1] if part.kind is PartKind.CLAUSE]
    if others and first == 1 and all(len(part.paragraphs) == 1 for part in others):
        return 1 if len(paragraphs) > 1 and not paragraphs[1].paragraph.fixed else 0
    for index in range(first, len(paragraphs)):
        text = paragraphs[index].paragraph.text
        if _CLOSING.match(text) or trailing_bracket(paragraphs[index - 1].paragraph.text).startswith("责任单位"):
            return index
    return 0


def _title(texts: list[str]) -> str:
    """Return the sentence that names a clause: short, and followed by more."""
    first, stop, rest = texts[0].partition("。")
    if len(first) > _TITLE_LENGTH or "，" in first or not (rest or len(texts) > 1):
        return ""
    return first if stop else texts[0]
