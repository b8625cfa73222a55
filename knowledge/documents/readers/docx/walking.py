"""The body of a Word document, from top to bottom, as lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from knowledge.documents.readers.docx.numbering import Numbering
from knowledge.documents.readers.docx.runs import ParagraphText, paragraph_text
from knowledge.documents.readers.docx.styles import ListPlace, Styles, outline, place_of, value
from knowledge.documents.readers.port import RawLine

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"})
_HEADING_LENGTH = 60
_SENTENCE_ENDS = ("。", "；", "：", ":", ";")


@dataclass(slots=True)
class BodyWalk:
    """Walks the paragraphs and tables of a document; the lists count on as it goes."""

    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], str]
    links: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    _noted: int = 0
    _carried: str = ""

    def lines(self, container: Element) -> Iterator[RawLine]:
        """Yield the lines of a body, a cell or a text box."""
        for child in container:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self.lines(child)
        if self._carried:
            carried, self._carried = self._carried, ""
            yield from _split(carried, 0)

    def _paragraph(self, node: Element) -> Iterator[RawLine]:
        found = paragraph_text(node)
        self.links.extend(found.links)
        self.hidden += found.hidden
        properties = node.find("pPr")
        label = self._label(properties) if found.text.strip() else ""
        text = self._carried + label + found.text
        self._carried = ""
        if _mark_is_deleted(properties):
            self._carried = text
        else:
            yield from _split(text, self._heading(properties, text))
        yield from self._aside(found)

    def _aside(self, found: ParagraphText) -> Iterator[RawLine]:
        """Text boxes and notes come behind the paragraph that they hang on."""
        for box in found.boxes:
            yield from self.lines(box)
        for key in found.notes:
            if text := self.notes.get(key):
                self._noted += 1
                yield RawLine(f"注{self._noted}：{text}", fixed=True)

    def _label(self, properties: Element | None) -> str:
        place = place_of(properties)
        if not place.list_id:
            styled = self.styles.place(value(properties, "pStyle"))
            level = place.level or styled.level
            place = ListPlace(styled.list_id, level)
        return self.numbering.next_label(place)

    def _heading(self, properties: Element | None, text: str) -> int:
        """A paragraph that is a sentence is text, whatever its style."""
        if len(text) > _HEADING_LENGTH or text.rstrip().endswith(_SENTENCE_ENDS):
            return 0
        own = outline(properties)
        return own if own is not None else self.styles.heading(value(properties, "pStyle"))

    def _table(self, table: Element) -> Iterator[RawLine]:
        """A table of one cell is a frame around text; any other comes row by row."""
        rows = [list(_children(row, "tc")) for row in _children(table, "tr") if not _is_deleted_row(row)]
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from self.lines(rows[0][0])
            return
        for row in rows:
            cells = [self._cell(cell) for cell in row]
            if any(cells):
                yield RawLine(" | ".join(cells).strip(), fixed=True)

    def _cell(self, cell: Element) -> str:
        return " ".join(line.text for line in self.lines(cell) if line.text)


def _children(node: Element, tag: str) -> Iterator[Element]:
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, tag)


def _split(text: str, heading: int) -> Iterator[RawLine]:
    """Line breaks inside a paragraph end a line; so does the paragraph."""
    for piece in text.split("\n"):
        yield RawLine(" ".join(piece.split()), heading, fixed=heading > 0)


def _mark_is_deleted(properties: Element | None) -> bool:
    """A tracked deletion of a paragraph's end joins it with the next."""
    return properties is not None and properties.find("rPr/del") is not None


def _is_deleted_row(row: Element) -> bool:
    return row.find("trPr/del") is not None
