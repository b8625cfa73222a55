"""The parts of an OFD file: documents, their pages, the templates below the pages."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from knowledge.documents.bounded_zip import BoundedZip
from knowledge.documents.errors import EncryptedDocument, UnreadableDocument
from knowledge.documents.limits import Limits
from knowledge.documents.safe_xml import parse_xml

_A4_HEIGHT = 297.0


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its content, the templates under it, its height in millimetres."""

    content: Element
    templates: tuple[Element, ...]
    height: float


class OfdPackage:
    """Follows the paths from ``OFD.xml`` to the pages."""

    def __init__(self, package: BoundedZip, bounds: Limits) -> None:
        self._zip = package
        self._bounds = bounds
        self._members = {_key(member): member for member in package.names()}
        if any(member.rpartition("/")[2] in {"encryptions.xml", "encryptinfo.xml"} for member in self._members):
            raise EncryptedDocument(f"“{package.name}”是加密的 OFD，不能读取。", remedy="请解密后重新导入。")

    def titles(self) -> Iterator[str]:
        """Yield the titles that the documents give themselves."""
        for body in self._bodies():
            yield (body.findtext("DocInfo/Title") or "").strip()

    def pages(self) -> Iterator[OfdPage]:
        """Yield the pages of every document, in order.

        Raises:
            UnreadableDocument: a part that is named is not there, or damaged.
        """
        for body in self._bodies():
            root = body.findtext("DocRoot")
            if root and root.strip():
                yield from self._document(_resolved("OFD.xml", root))

    def _bodies(self) -> list[Element]:
        bodies = self._part("OFD.xml").findall("DocBody")
        if not bodies:
            raise self._damaged()
        return bodies

    def _document(self, path: str) -> Iterator[OfdPage]:
        document = self._part(path)
        height = box_height(document.find("CommonData/PageArea"), _A4_HEIGHT)
        nodes = document.findall("CommonData/TemplatePage")
        templates = {node.get("ID", ""): _resolved(path, node.get("BaseLoc", "")) for node in nodes}
        read: dict[str, Element] = {}
        for page in document.findall("Pages/Page"):
            content = self._part(_resolved(path, page.get("BaseLoc", "")))
            below: list[Element] = []
            for used in content.findall("Template"):
                place = templates.get(used.get("TemplateID", ""), "")
                if _key(place) in self._members:
                    if place not in read:
                        read[place] = self._part(place)
                    below.append(read[place])
            yield OfdPage(content, tuple(below), box_height(content.find("Area"), height))

    def _part(self, path: str) -> Element:
        member = self._members.get(_key(path))
        if member is None:
            raise self._damaged()
        return parse_xml(self._zip.read(member), self._zip.name, self._bounds)

    def _damaged(self) -> UnreadableDocument:
        return UnreadableDocument(f"“{self._zip.name}”损坏或者不完整，读不出内容。", remedy="请重新下载后导入。")


def _key(path: str) -> str:
    """Writers differ in the case of paths and in their slashes."""
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").lower()


def _resolved(base: str, path: str) -> str:
    path = path.strip().replace("\\", "/")
    return path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an ST_Array or ST_Box; what is none is passed over."""
    found: list[float] = []
    for piece in (text or "").split():
        try:
            found.append(float(piece))
        except ValueError:
            continue
    return found


def box_height(area: Element | None, default: float) -> float:
    """Return the height of the physical box of a page."""
    box = numbers(area.findtext("PhysicalBox")) if area is not None else []
    return box[3] if len(box) == 4 and box[3] > 0 else default
