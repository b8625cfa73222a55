"""From the lines of a file to a parsed document: heal, recognise the parts, cut the clauses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge.documents.body import Section, parts_of
from knowledge.documents.closing import COPIED, mark_attachments, mark_enclosed_title, mark_imprint, mark_signatures
from knowledge.documents.contents import mark_contents
from knowledge.documents.dates import find_dates
from knowledge.documents.draft import Draft
from knowledge.documents.errors import EmptyDocument
from knowledge.documents.furniture import without_furniture
from knowledge.documents.healing import heal
from knowledge.documents.ladder import Item
from knowledge.documents.model import Block, Finding, ParsedDocument, Role
from knowledge.documents.opening import SIGNED_BY, mark_opening
from knowledge.documents.readers.port import RawText
from knowledge.documents.sequence import gaps
from knowledge.documents.titles import adopted_by, issuer_of, join_title
from knowledge.documents.units import split_addressees
from knowledge.text import document_number

_STATE = "中华人民共和国"
_LISTED = re.compile(r"^附\s*件\s*\d{0,2}\s*[：:.]\s*")


def parse(raw: RawText) -> ParsedDocument:
    """Parse what a reader gave.

    Raises:
        EmptyDocument: no line carries text.
    """
    lines, dropped = without_furniture(raw.lines)
    paragraphs, healed = heal(lines)
    if not paragraphs:
        raise EmptyDocument
    draft = Draft(tuple(paragraphs))
    mark_contents(draft)
    title = mark_opening(draft)
    mark_imprint(draft)
    mark_signatures(draft)
    mark_attachments(draft)
    enclosed = mark_enclosed_title(draft)
    draft.mark(list(draft.open()), Role.BODY)
    title = title or join_title([raw.title]) or enclosed
    parsed = _document(draft, title, enclosed, (*raw.findings, *dropped, *healed))
    return replace(parsed, declared=raw.declared, links=tuple((link.text, link.url) for link in raw.links))


def _document(draft: Draft, title: str, enclosed: str, findings: tuple[Finding, ...]) -> ParsedDocument:
    sections = tuple(_sections(draft))
    signatory = "、".join(join_title([text]) for text in _texts(draft, Role.SIGNATURE))
    return ParsedDocument(
        title=title,
        document_number=_number(draft),
        issuer=_issuer(draft, title, signatory),
        written_on=_written_on(draft),
        addressees=split_addressees("，".join(_texts(draft, Role.ADDRESSEES)).rstrip("：:")),
        enclosed_title=enclosed,
        parts=parts_of(sections),
        attachments=_attachments(draft),
        signatory=signatory,
        copied_to=split_addressees(
            "，".join(COPIED.sub("", text).rstrip("。") for text in _texts(draft, Role.COPIED_TO))
        ),
        warnings=(*sorted((*findings, *gaps(sections)), key=lambda finding: finding.line),),
        blocks=tuple(
            Block(role or Role.BODY, paragraph.text, paragraph.line)
            for paragraph, role in zip(draft.paragraphs, draft.roles, strict=True)
        ),
    )


def _sections(draft: Draft) -> Iterator[Section]:
    """Cut the body where an enclosed document or an attachment begins."""
    heading: list[str] = []
    items: list[Item] = []
    for paragraph, role in zip(draft.paragraphs, draft.roles, strict=True):
        if role is Role.BODY:
            items.append(Item(paragraph))
        elif role in {Role.ATTACHMENT, Role.ENCLOSED_TITLE}:
            if items:
                yield Section(" ".join(heading), tuple(items))
                heading, items = [], []
            heading += [paragraph.text] if role is Role.ATTACHMENT else []
    yield Section(" ".join(heading), tuple(items))


def _texts(draft: Draft, role: Role) -> Iterator[str]:
    return (draft.text(index) for index in draft.with_role(role))


def _number(draft: Draft) -> str:
    """Return the number of the document; an order prints its own below the name of the order."""
    for index in draft.with_role(Role.NUMBER):
        text = SIGNED_BY.sub("", draft.text(index)).strip("（()） ")
        letterhead = draft.text(index - 1) if index and draft.roles[index - 1] is Role.LETTERHEAD else ""
        for spelling in (text, join_title([letterhead]) + text):
            if found := document_number.find_all(spelling):
                return str(found[0].number)
    return _number_beside(draft)


def _number_beside(draft: Draft) -> str:
    """Return the number that a page shows in its own table or that stands in the note under the title."""
    for role in (Role.PAGE, Role.NOTE):
        for text in _texts(draft, role):
            if ("文号" in text or "字号" in text or role is Role.NOTE) and (found := document_number.find_all(text)):
                return str(found[0].number)
    return ""


def _issuer(draft: Draft, title: str, signatory: str) -> str:
    for text in _texts(draft, Role.LETTERHEAD):
        name = re.sub(r"\s+", "", text)
        if name.endswith(("文件", "令")):
            return name.removesuffix("文件").removesuffix("令").removeprefix(_STATE)
    adopted = (adopted_by(text) for text in _texts(draft, Role.NOTE))
    return issuer_of(title) or signatory or next(filter(None, adopted), "")


def _written_on(draft: Draft) -> date | None:
    """Return the day of the signature, else the day of printing, else the one that the page or the note names."""
    for role in (Role.DATE, Role.IMPRINT, Role.PAGE, Role.NOTE):
        for text in _texts(draft, role):
            if (role is not Role.PAGE or "成文" in text) and (found := next(find_dates(text), None)):
                return found.value
    return None


def _attachments(draft: Draft) -> tuple[str, ...]:
    listed = (_LISTED.sub("", text) for text in _texts(draft, Role.ATTACHMENT_LIST))
    return tuple(re.sub(r"^\d{1,2}\s*[.．、]\s*", "", name).strip() for name in listed)
