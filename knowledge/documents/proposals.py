"""The metadata of a document as proposals, each with the sentence it was read from; a person confirms them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents.dates import find_dates
from knowledge.documents.metadata import propose
from knowledge.documents.model import Block, MetadataField, ParsedDocument, Role
from knowledge.documents.topics import topic_of
from knowledge.model.region import RegionTree
from knowledge.text import document_number

LABELS = {
    MetadataField.TITLE: "标题", MetadataField.DOCUMENT_NUMBER: "发文字号", MetadataField.ISSUER: "发文机关",
    MetadataField.WRITTEN_ON: "成文日期", MetadataField.PUBLISHED_ON: "发布日期", MetadataField.EFFECTIVE_FROM: "施行日期",
    MetadataField.EXPIRES_ON: "有效期至", MetadataField.REPLACES: "同时废止", MetadataField.REGION: "适用地区",
    MetadataField.FIELD_NAME: "主题", MetadataField.KEYWORDS: "关键词", MetadataField.SOURCE: "来源",
    MetadataField.SOURCE_URL: "原文网址",
}  # fmt: skip
_DATES = frozenset(
    {MetadataField.WRITTEN_ON, MetadataField.PUBLISHED_ON, MetadataField.EFFECTIVE_FROM, MetadataField.EXPIRES_ON}
)
_APPLIES = re.compile(r"[^。；\n]*适用(?:于|范围)[^。；\n]*[。；]?")
_DECLARED = "文件或网页的说明"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value, and where it was read. Dates are ISO; a region is its code; a replaced document is its title.

    ``number`` is the normalised 发文字号 of a replaced document. ``line`` counts from 1; 0 is outside the text: what
    the file or the page declares about itself.
    """

    field: MetadataField
    value: str
    sentence: str
    line: int
    number: str = ""

    @property
    def label(self) -> str:
        """The name of the field in Chinese."""
        return LABELS[self.field]


def proposals(parsed: ParsedDocument, regions: RegionTree | None = None) -> tuple[Proposal, ...]:
    """Return what the text of ``parsed`` says about it, then what only the file declares.

    ``regions`` are those that a place name may mean; without them no region is proposed.
    """
    read = [*_of_the_head(parsed), *_of_validity(parsed)]
    if regions is not None:
        read.extend(_region(parsed, regions))
    read.extend(_topic(parsed))
    known = {proposal.field for proposal in read}
    return (*read, *(one for one in _declared(parsed) if one.field not in known))


def _of_the_head(parsed: ParsedDocument) -> Iterator[Proposal]:
    if parsed.title:
        yield Proposal(MetadataField.TITLE, parsed.title, *_place(parsed, Role.TITLE, _bare(parsed.title)))
    if parsed.document_number:
        yield Proposal(MetadataField.DOCUMENT_NUMBER, parsed.document_number, *_number_place(parsed))
    if parsed.issuer:
        roles = (Role.LETTERHEAD, Role.TITLE, Role.SIGNATURE, Role.NOTE)
        name = _bare(parsed.issuer.partition("、")[0])
        place = next((found for role in roles if (found := _place(parsed, role, name))[1]), (parsed.title, 1))
        yield Proposal(MetadataField.ISSUER, parsed.issuer, *place)
    if parsed.written_on:
        for block in parsed.blocks:
            if (
                any(found.value == parsed.written_on for found in find_dates(block.text))
                and block.role is not Role.BODY
            ):
                yield Proposal(MetadataField.WRITTEN_ON, parsed.written_on.isoformat(), block.text, block.line)
                return


def _place(parsed: ParsedDocument, role: Role, wanted: str) -> tuple[str, int]:
    """Return the blocks of a role that say ``wanted``, as one sentence; without any, nothing at line 0."""
    blocks = [block for block in parsed.blocks if block.role is role]
    for block in blocks:
        if wanted in _bare(block.text):
            return block.text, block.line
    joined = "".join(block.text for block in blocks)
    return (joined, blocks[0].line) if blocks and wanted in _bare(joined) else ("", 0)


def _number_place(parsed: ParsedDocument) -> tuple[str, int]:
    for role in (Role.NUMBER, Role.PAGE, Role.NOTE):
        for block in parsed.blocks:
            numbers = document_number.find_all(block.text) if block.role is role else ()
            if any(str(found.number) == parsed.document_number for found in numbers):
                return block.text, block.line
    return next(((block.text, block.line) for block in parsed.blocks if block.role is Role.NUMBER), ("", 0))


def _of_validity(parsed: ParsedDocument) -> Iterator[Proposal]:
    read = propose(parsed)
    for field, day in (
        (MetadataField.EFFECTIVE_FROM, read.effective_from),
        (MetadataField.EXPIRES_ON, read.expires_on),
    ):
        if day is not None:
            yield Proposal(field, day.value.isoformat(), day.sentence, _line_of(parsed, day.sentence))
    for repeal in read.repeals:
        line = _line_of(parsed, repeal.sentence)
        yield Proposal(MetadataField.REPLACES, repeal.title, repeal.sentence, line, repeal.number)


def _line_of(parsed: ParsedDocument, sentence: str) -> int:
    """Return the last block that says a sentence: validity is read from the end."""
    return next((block.line for block in reversed(parsed.blocks) if sentence in block.text), 0)


def _region(parsed: ParsedDocument, regions: RegionTree) -> Iterator[Proposal]:
    """The clause on what it applies to, else the title, else the issuer."""
    scope = ((match[0].strip(), block.line) for block in _body(parsed) for match in _APPLIES.finditer(block.text))
    head = next((block.line for block in parsed.blocks if block.role is Role.TITLE), 0)
    for sentence, line in (*scope, (parsed.title, head), (parsed.issuer, head)):
        if region := regions.mentioned(sentence):
            yield Proposal(MetadataField.REGION, region.code, sentence, line)
            return


def _topic(parsed: ParsedDocument) -> Iterator[Proposal]:
    places = [(parsed.title, next((block.line for block in parsed.blocks if block.role is Role.TITLE), 0))]
    places += [(block.text, block.line) for block in _body(parsed)]
    if topic := topic_of([text for text, _ in places]):
        text, line = places[topic.index]
        yield Proposal(MetadataField.FIELD_NAME, topic.name, text, line)


def _body(parsed: ParsedDocument) -> Iterator[Block]:
    return (block for block in parsed.blocks if block.role is Role.BODY)


def _declared(parsed: ParsedDocument) -> Iterator[Proposal]:
    for field, text in parsed.declared.items():
        value = text
        if field in _DATES:
            found = next(find_dates(text), None)
            value = found.value.isoformat() if found else ""
        elif field is MetadataField.DOCUMENT_NUMBER:
            value = document_number.normalise(text)
        if value:
            yield Proposal(field, value, f"{_DECLARED}：{LABELS[field]} {text}", 0)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
