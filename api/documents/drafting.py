"""From a parsed file to the content of an entry."""

from knowledge.documents.metadata import propose
from knowledge.documents.model import ParsedDocument
from knowledge.errors import InvalidInput
from knowledge.model.document import PolicyDocument
from knowledge.model.region import NATION, RegionTree
from knowledge.model.validity import Validity

_NATIONAL = ("国务院", "全国人民代表大会", "最高人民", "国家", "中华人民共和国", "中共中央")


def region_of(parsed: ParsedDocument, regions: RegionTree, home: str) -> str:
    """Return the region whose authority issued the document; the state's own organs name none."""
    named = regions.mentioned(f"{parsed.issuer} {parsed.title}")
    if named is not None:
        return named.code
    return NATION if parsed.issuer.startswith(_NATIONAL) else home


def policy_document(parsed: ParsedDocument, region: str, department: str = "") -> PolicyDocument:
    """Return the record of a parsed document. ``department`` answers for it, its issuer unless another is named.

    Raises:
        InvalidInput: no title was recognised.
    """
    if not parsed.title:
        raise InvalidInput("没有认出标题", remedy="请检查文件开头是不是公文标题")
    dates = propose(parsed)
    return PolicyDocument(
        title=parsed.title,
        region=region,
        document_number=parsed.document_number,
        issuer=parsed.issuer,
        department=department or parsed.issuer,
        written_on=parsed.written_on,
        validity=Validity(
            effective_from=dates.effective_from.value if dates.effective_from else None,
            expires_on=dates.expires_on.value if dates.expires_on else None,
        ),
        clauses=parsed.to_clauses(),
    )


def warnings_of(parsed: ParsedDocument) -> list[str]:
    """Return what the parser doubts, with the line, in words for staff."""
    return [f"第{finding.line}行：{finding.message}" for finding in parsed.warnings]
