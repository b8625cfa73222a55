"""Lines to paragraphs, over the ends of pages: what is full to the right goes on in a line that is not indented."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.model import Finding, FindingKind
from knowledge.documents.readers.layout.lines import lines_of
from knowledge.documents.readers.layout.margins import is_furniture
from knowledge.documents.readers.layout.page import PlacedLine, PlacedPage
from knowledge.documents.readers.layout.tables import split_tables
from knowledge.documents.readers.port import RawLine

_SHORT = 2.3  # characters that may be missing at the right: no line begins with a mark of punctuation
_INDENT = 0.8  # characters; a paragraph begins with two
_LARGER = 0.12  # of the size: a change that is another kind of text
_APART = 1.2  # of the size: a gap between lines that parts paragraphs
_ENDS = ("。", "！", "？", "：", ":", "；")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The left and right edge of the running text, and whether its paragraphs are indented."""

    left: float
    right: float
    is_indented: bool


def raw_lines(pages: Sequence[PlacedPage]) -> tuple[list[RawLine], list[Finding]]:
    """Return the paragraphs of a document and what was left out of it."""
    placed = [_lines(page) for page in pages]
    furniture = is_furniture(placed, [page.height for page in pages])
    kept = [[line for at, line in enumerate(lines) if (page, at) not in furniture] for page, lines in enumerate(placed)]
    block = _text_block([line for lines in kept for line in lines if not line.is_row])
    raw: list[RawLine] = []
    findings: list[Finding] = []
    for page, lines in enumerate(kept):
        findings.extend(
            Finding(
                len(raw) + 1,
                FindingKind.DROPPED,
                f"第{pages[page].number}页的页码或页眉“{placed[page][at].text}”已去掉",
            )
            for at in sorted(at for on, at in furniture if on == page)
        )
        last = _last_line(kept[:page])
        for line in lines:
            if raw and last is not None and _continues(last, line, block, same_page=last in lines):
                raw[-1] = RawLine(_joined(raw[-1].text, line.text))
            else:
                raw.append(RawLine(line.text, fixed=line.is_row))
            last = line
    return raw, findings


def _lines(page: PlacedPage) -> list[PlacedLine]:
    tables = split_tables(page)
    return sorted((*lines_of(tables.rest), *tables.rows), key=lambda line: line.top)


def _last_line(pages: Sequence[Sequence[PlacedLine]]) -> PlacedLine | None:
    return next((lines[-1] for lines in reversed(pages) if lines), None)


def _text_block(lines: Sequence[PlacedLine]) -> TextBlock:
    if not lines:
        return TextBlock(0.0, 0.0, is_indented=False)
    rights = sorted(line.x1 for line in lines)
    right = rights[int(0.95 * (len(rights) - 1))]
    starts = Counter(round(line.x0, 0) for line in lines if line.x1 >= right - _SHORT * line.size)
    left = min((start for start, times in starts.items() if times >= 0.1 * starts.total()), default=lines[0].x0)
    full = [line for line in lines if line.x1 >= right - _SHORT * line.size]
    indented = sum(line.x0 > left + _INDENT * line.size for line in full)
    return TextBlock(left, right, is_indented=indented > 0)


def _continues(last: PlacedLine, line: PlacedLine, block: TextBlock, *, same_page: bool) -> bool:
    if last.is_row or line.is_row or last.x1 < block.right - _SHORT * last.size:
        return False
    if line.x0 > block.left + _INDENT * line.size or abs(line.size - last.size) > _LARGER * last.size:
        return False
    if same_page and line.top - last.bottom > _APART * max(last.size, line.size):
        return False
    return block.is_indented or not last.text.endswith(_ENDS)


def _joined(text: str, following: str) -> str:
    is_word = text[-1:].isascii() and text[-1:].isalnum() and following[:1].isascii() and following[:1].isalnum()
    return f"{text} {following}" if is_word else text + following
