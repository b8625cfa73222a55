"""The characters of a paragraph: insertions accepted, deletions left out, boxes and notes set aside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "rt",
        "sdtPr",
        "sdtEndPr",
        "annotationRef",
    }
    | {"footnoteRef", "endnoteRef", "oMathParaPr", "commentReference", "tblPr", "tcPr", "trPr", "sectPr", "txbxContent"}
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PRIVATE = 0xF000  # where Word puts the characters of symbol fonts


@dataclass(slots=True)
class ParagraphText:
    """What stands in a paragraph. ``notes`` are the ids of foot- and endnotes, ``boxes`` the text boxes anchored in it."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(self.pieces)


def paragraph_text(paragraph: Element) -> ParagraphText:
    """Read a ``w:p``."""
    found = ParagraphText()
    for child in paragraph:
        _read(child, found)
    return found


def _read(node: Element, found: ParagraphText) -> None:
    tag = node.tag
    if tag == "t":
        found.pieces.append(node.text or "")
    elif tag in _CHARACTERS:
        if not (tag == "br" and node.get("type") in {"page", "column"}):
            found.pieces.append(_CHARACTERS[tag])
    elif tag in _SPECIAL:
        _SPECIAL[tag](node, found)
    elif tag not in _LEFT_OUT:
        _read_below(node, found)


def _read_below(node: Element, found: ParagraphText) -> None:
    for child in node:
        _read(child, found)


def _run(node: Element, found: ParagraphText) -> None:
    properties = node.find("rPr")
    hidden = properties.find("vanish") if properties is not None else None
    if hidden is not None and hidden.get("val", "1") not in {"0", "false", "off"}:
        found.hidden = True
        return
    _read_below(node, found)


def _symbol(node: Element, found: ParagraphText) -> None:
    try:
        code = int(node.get("char", ""), 16)
    except ValueError:
        return
    found.pieces.append("" if code >= _PRIVATE else chr(code))


def _alternative(node: Element, found: ParagraphText) -> None:
    """The same content for newer and for older readers: one of them."""
    chosen = node.find("Choice")
    _read_below(chosen if chosen is not None else node, found)


def _hyperlink(node: Element, found: ParagraphText) -> None:
    start = len(found.pieces)
    _read_below(node, found)
    if target := node.get("id"):
        found.links.append((target, "".join(found.pieces[start:])))


def _note(node: Element, found: ParagraphText) -> None:
    found.notes.append((node.tag.removesuffix("Reference"), node.get("id", "")))


def _boxes(node: Element, found: ParagraphText) -> None:
    """A drawing: its text boxes are read after the paragraph, its picture not at all; a box in a box with that one."""
    for child in node:
        if child.tag == "txbxContent":
            found.boxes.append(child)
        elif child.tag != "Fallback":
            _boxes(child, found)


_SPECIAL: Mapping[str, Callable[[Element, ParagraphText], None]] = {
    "r": _run,
    "sym": _symbol,
    "AlternateContent": _alternative,
    "hyperlink": _hyperlink,
    "footnoteReference": _note,
    "endnoteReference": _note,
    "drawing": _boxes,
    "pict": _boxes,
    "object": _boxes,
}
