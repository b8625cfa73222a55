"""XML from strangers: no entities, no document types, nothing fetched, no depth without end."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.documents.errors import ForbiddenXml, TooLarge, UnreadableDocument
from knowledge.documents.limits import Limits, limits

_DEEPEST = 150


def parse_xml(data: bytes, name: str, bounds: Limits | None = None) -> Element:
    """Parse a part of the file ``name``. Tags and attributes come without their namespaces: writers differ in them.

    Raises:
        ForbiddenXml: it declares a document type or entities (XXE, billion laughs).
        TooLarge: it has more tags than the limits allow.
        UnreadableDocument: it is no XML, or nested beyond reason.
    """
    most = (bounds or limits()).xml_elements
    if data.count(b"<") > 2 * most:
        raise TooLarge(f"“{name}”的内容超过上限 {most} 个标签。", remedy="请拆分后导入。")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise ForbiddenXml(
            f"“{name}”里有实体或文档类型声明，没有读取。", remedy="请用办公软件另存一份后导入。"
        ) from None
    except (ParseError, ValueError, LookupError):
        raise UnreadableDocument(
            f"“{name}”损坏或者不完整，读不出内容。", remedy="请重新下载或者重新保存后导入。"
        ) from None
    _without_namespaces(root, name)
    return root


def _without_namespaces(root: Element, name: str) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise UnreadableDocument(
                f"“{name}”嵌套了 {_DEEPEST} 层以上，读不出内容。", remedy="请用办公软件另存一份后导入。"
            )
        for node in level:
            node.tag = node.tag.rpartition("}")[2]
            if node.attrib:
                node.attrib = {key.rpartition("}")[2]: value for key, value in node.attrib.items()}
        level = [child for node in level for child in node]
