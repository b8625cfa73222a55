"""Word documents, docx."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from knowledge.documents.bounded_zip import BoundedZip
from knowledge.documents.errors import ContainsMacros, UnreadableDocument
from knowledge.documents.limits import Limits, limits
from knowledge.documents.model import Finding, FindingKind
from knowledge.documents.readers.docx.numbering import Numbering
from knowledge.documents.readers.docx.runs import paragraph_text
from knowledge.documents.readers.docx.styles import Styles
from knowledge.documents.readers.docx.walking import BodyWalk
from knowledge.documents.readers.encoding import without_control
from knowledge.documents.readers.port import Link, RawLine, RawText
from knowledge.documents.safe_xml import parse_xml

_MACROS = ("vbaproject.bin", "vbadata.xml")
_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))


class DocxReader:
    """Reads headings, lists with the numbers Word gives them, tables, notes and text boxes; changes are accepted.

    Headers, footers, comments, hidden text, pictures and embedded files are left out; nothing is fetched or run.
    """

    suffixes = frozenset({".docx"})

    def __init__(self, bounds: Limits | None = None) -> None:
        self._bounds = bounds or limits()

    def read(self, data: bytes, name: str) -> RawText:
        """Read a document.

        Raises:
            UnreadableDocument: damaged.
            ContainsMacros: it carries programs.
            DecompressionBomb, TooLarge: it is beyond the limits.
            ForbiddenXml: entities or document types in it.
            EncryptedDocument, UnsafeArchive: see ``BoundedZip``.
        """
        with BoundedZip(data, name, members=self._bounds.package_members, bounds=self._bounds) as package:
            if any(member.lower().endswith(_MACROS) for member in package.names()):
                raise ContainsMacros(f"“{name}”里有宏，没有读取。", remedy="请另存为不带宏的 docx 后导入。")
            return self._text(package, name)

    def _text(self, package: BoundedZip, name: str) -> RawText:
        body = self._part(package, "word/document.xml", name)
        content = body.find("body") if body is not None else None
        if content is None:
            raise UnreadableDocument(f"“{name}”里没有正文。", remedy="请用 Word 或 WPS 打开，另存为 docx 后导入。")
        walk = BodyWalk(
            Styles(self._part(package, "word/styles.xml", name)),
            Numbering(self._part(package, "word/numbering.xml", name)),
            dict(self._notes(package, name)),
        )
        lines = tuple(_clean(walk.lines(content)))
        findings = (Finding(1, FindingKind.DROPPED, "隐藏的文字已去掉"),) if walk.hidden else ()
        return RawText(lines, links=tuple(self._links(package, name, walk)), findings=findings)

    def _part(self, package: BoundedZip, member: str, name: str) -> Element | None:
        return parse_xml(package.read(member), name, self._bounds) if member in package else None

    def _notes(self, package: BoundedZip, name: str) -> Iterator[tuple[tuple[str, str], str]]:
        for kind, member in _NOTES:
            root = self._part(package, member, name)
            for note in root if root is not None else ():
                text = "".join(paragraph_text(paragraph).text for paragraph in note.iter("p"))
                if note.get("type", "normal") == "normal" and text.strip():
                    yield (kind, note.get("id", "")), " ".join(text.split())

    def _links(self, package: BoundedZip, name: str, walk: BodyWalk) -> Iterator[Link]:
        root = self._part(package, "word/_rels/document.xml.rels", name)
        targets = (
            {node.get("Id", ""): node.get("Target", "") for node in root if node.get("TargetMode") == "External"}
            if (root is not None)
            else {}
        )
        for target, text in walk.links:
            if target in targets:
                yield Link(text.strip(), targets[target])


def _clean(lines: Iterator[RawLine]) -> Iterator[RawLine]:
    for line in lines:
        yield RawLine(without_control(line.text), line.heading, line.fixed)
