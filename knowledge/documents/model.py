"""What the parser knows about a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.model.document import Clause


class Role(StrEnum):
    """What a paragraph is in an official document (GB/T 9704-2012, 7.2 to 7.4)."""

    LETTERHEAD = "letterhead"  # 版头
    NUMBER = "number"  # 发文字号
    TITLE = "title"  # 标题
    NOTE = "note"  # 题注、附注
    PAGE = "page"  # what the web page adds: 您当前所在的位置, 发布日期
    CONTENTS = "contents"  # 目录
    ADDRESSEES = "addressees"  # 主送
    BODY = "body"  # 正文
    ATTACHMENT_LIST = "attachment_list"  # 附件说明
    SIGNATURE = "signature"  # 发文机关署名、签署人
    DATE = "date"  # 成文日期
    ENCLOSED_TITLE = "enclosed_title"  # 被印发文件的标题
    ATTACHMENT = "attachment"  # “附件1”及其标题
    COPIED_TO = "copied_to"  # 抄送
    IMPRINT = "imprint"  # 主办、印发机关和印发日期


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the healed text with its role. ``line`` counts from 1 in what was read."""

    role: Role
    text: str
    line: int


class PartKind(StrEnum):
    """How a part of the body stands to the numbered clauses."""

    CLAUSE = "clause"  # numbered: 第四条, （七）
    PREAMBLE = "preamble"  # before the first number
    INTRODUCTION = "introduction"  # between a heading and the first clause below it
    CLOSING = "closing"  # after the last clause, set off from it


@dataclass(frozen=True, slots=True)
class ParsedClause:
    """A citable part of the body.

    ``number`` is as printed, with full-width brackets (``（七）``), empty where there is none; ``label`` is what a
    citation prints; ``heading`` the headings above, outermost first; ``title`` the sentence that names the clause,
    where there is one. ``text`` is verbatim after healing, without the number, with the bracket of responsible units.
    """

    ordinal: int
    kind: PartKind
    number: str
    label: str
    heading: tuple[str, ...]
    title: str
    text: str
    responsible_units: tuple[str, ...]
    line: int


class FindingKind(StrEnum):
    """What the parser did or doubts."""

    HEALED = "healed"
    DROPPED = "dropped"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark for the person who checks the import. ``line`` counts from 1."""

    line: int
    kind: FindingKind
    message: str


class MetadataField(StrEnum):
    """What is known about a document besides its text; the names are those of its record."""

    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    ISSUER = "issuer"
    WRITTEN_ON = "written_on"
    PUBLISHED_ON = "published_on"
    EFFECTIVE_FROM = "effective_from"
    EXPIRES_ON = "expires_on"
    REPLACES = "replaces"
    REGION = "region"
    FIELD_NAME = "field_name"
    KEYWORDS = "keywords"
    SOURCE = "source"
    SOURCE_URL = "source_url"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """An official document, taken apart.

    ``parts`` is the whole body in order. ``enclosed_title`` names the document that a notice hands on (印发, 转发).
    ``blocks`` is every paragraph once, in order, with its role: nothing that was read is lost. ``declared`` is what the
    file says about itself outside its text, ``links`` the addresses in it, by their text.
    """

    title: str
    document_number: str
    issuer: str
    written_on: date | None
    addressees: tuple[str, ...]
    enclosed_title: str
    parts: tuple[ParsedClause, ...]
    attachments: tuple[str, ...]
    signatory: str
    copied_to: tuple[str, ...]
    warnings: tuple[Finding, ...]
    blocks: tuple[Block, ...]
    declared: Mapping[MetadataField, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()

    @property
    def clauses(self) -> tuple[ParsedClause, ...]:
        """The numbered clauses."""
        return tuple(part for part in self.parts if part.kind is PartKind.CLAUSE)

    def to_clauses(self) -> tuple[Clause, ...]:
        """Return every part of the body as a clause of the record, the unnumbered ones with the label they have."""
        return tuple(Clause(part.label, part.text, part.heading, part.responsible_units) for part in self.parts)

    @property
    def preamble(self) -> str:
        """What stands before the first numbered clause."""
        return "\n".join(part.text for part in self.parts if part.kind is PartKind.PREAMBLE)

    @property
    def text(self) -> str:
        """The healed text, one paragraph a line."""
        return "\n".join(block.text for block in self.blocks)

    def texts(self, role: Role) -> Iterator[str]:
        """Yield the paragraphs that have ``role``."""
        return (block.text for block in self.blocks if block.role is role)
