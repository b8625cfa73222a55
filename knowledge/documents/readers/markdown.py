"""Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.documents.readers.encoding import decode
from knowledge.documents.readers.port import Link, RawLine, RawText


class MarkdownReader:
    """Reads CommonMark with tables. Indented text is text: Chinese paragraphs are indented."""

    suffixes = frozenset({".md", ".markdown"})

    def __init__(self) -> None:
        self._parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")

    def read(self, data: bytes, name: str) -> RawText:
        """Read headings with their level, list items with their number, tables row by row."""
        tokens = self._parser.parse(decode(data, name))
        return RawText(tuple(_lines(tokens)), links=tuple(_links(tokens)))


def _lines(tokens: list[Token]) -> Iterator[RawLine]:
    place = _Place()
    for token in tokens:
        if token.type == "inline" and not place.in_row:
            yield from _paragraph(place.take_marker() + _text(token), place.heading)
        elif token.type == "inline":
            place.cells.append(_text(token))
        elif token.type == "tr_close":
            yield RawLine(" | ".join(place.cells).strip(), fixed=True)
        elif token.type == "fence":
            yield from _paragraph(token.content, 0)
        place.move(token)


@dataclass(slots=True)
class _Place:
    """Where in the text the walk is: below a heading, behind the number of a list item, in a row of a table."""

    heading: int = 0
    marker: str = ""
    in_row: bool = False
    cells: list[str] = field(default_factory=list)

    def move(self, token: Token) -> None:
        opens = token.nesting == 1
        if token.type in {"heading_open", "heading_close"}:
            self.heading = int(token.tag[1:]) if opens else 0
        elif token.type == "list_item_open":
            self.marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in {"tr_open", "tr_close"}:
            self.in_row, self.cells = opens, []

    def take_marker(self) -> str:
        taken, self.marker = self.marker, ""
        return taken


def _paragraph(text: str, heading: int) -> Iterator[RawLine]:
    for line in text.split("\n"):
        yield RawLine(line.strip(), heading, fixed=heading > 0)
    yield RawLine("")


def _text(inline: Token) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in inline.children or ())


def _links(tokens: list[Token]) -> Iterator[Link]:
    for token in tokens:
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "link_open":
                label = children[index + 1].content if index + 1 < len(children) else ""
                yield Link(label, str(child.attrs.get("href", "")))
