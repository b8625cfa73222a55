"""What the styles of a Word document say about a paragraph: its outline level and its place in a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list and the level in it; an empty ``list_id`` is none, ``0`` takes a paragraph out of the list of its style."""

    list_id: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style gives to its paragraphs. ``heading`` is 1 to 6, 0 for running text."""

    heading: int = 0
    place: ListPlace = ListPlace()
    parent: str = ""


def value(node: Element | None, path: str, name: str = "val") -> str:
    """Return an attribute of the first node below ``node`` at ``path``, empty where there is none."""
    found = node.find(path) if node is not None else None
    return found.get(name, "") if found is not None else ""


def number(text: str, default: int = 0) -> int:
    """Return an integer attribute; what is none counts as ``default``."""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def place_of(properties: Element | None) -> ListPlace:
    """Return the place in a list that paragraph properties name."""
    return ListPlace(value(properties, "numPr/numId"), number(value(properties, "numPr/ilvl")))


def outline(properties: Element | None) -> int | None:
    """Return the heading level that paragraph properties name, 0 for body text, ``None`` where they say nothing."""
    level = value(properties, "outlineLvl")
    if not level:
        return None
    rank = number(level, _BODY_TEXT)
    return rank + 1 if 0 <= rank < 6 else 0


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: Element | None) -> None:
        nodes = root.findall("style") if root is not None else []
        self._styles = {node.get("styleId", ""): _style(node) for node in nodes}
        self._default = next((node.get("styleId", "") for node in nodes if _is_default(node)), "")

    def heading(self, style_id: str) -> int:
        """Return the heading level of a style, its own or that of the style it is based on."""
        return next((style.heading for style in self._line(style_id) if style.heading), 0)

    def place(self, style_id: str) -> ListPlace:
        """Return the list that a style puts its paragraphs into."""
        return next((style.place for style in self._line(style_id) if style.place.list_id), ListPlace())

    def _line(self, style_id: str) -> Iterator[ParagraphStyle]:
        seen: set[str] = set()
        key = style_id or self._default
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = self._styles[key].parent


def _style(node: Element) -> ParagraphStyle:
    named = _HEADING.fullmatch(value(node, "name").strip())
    level = outline(node.find("pPr"))
    heading = int(named[1]) if named else level or 0
    return ParagraphStyle(heading, place_of(node.find("pPr")), value(node, "basedOn"))


def _is_default(node: Element) -> bool:
    return node.get("type") == "paragraph" and node.get("default") in {"1", "true", "on"}
