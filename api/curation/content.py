"""What an entry says as JSON: checked strictly on the way in, the domain's own values on the way out."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from api.curation.errors import ContentRefused
from api.records.codec import Content
from api.records.entry import EntryKind
from api.records.tables import MAX_LINE
from knowledge.curation.labels import label_of
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Aspect, Audience

Json: TypeAlias = dict[str, Any]
MAX_TEXT = 100_000
_Line = Annotated[str, StringConstraints(max_length=MAX_LINE, pattern=r"^[^\x00-\x1f\x7f]*$", strict=True)]
_Named = Annotated[_Line, StringConstraints(min_length=1, pattern=r"\S", strict=True)]
_Text = Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=r"^[^\x00]*$", strict=True)]
_Written = Annotated[_Text, StringConstraints(min_length=1, pattern=r"\S", strict=True)]
_Url = Annotated[str, StringConstraints(max_length=2000, pattern=r"^(https?://\S+)?$", strict=True)]
_Lines = Annotated[list[_Line], Field(max_length=200)]
_DOCUMENT = TypeAdapter(PolicyDocument)
_INTERPRETATION = TypeAdapter(Interpretation)
_SENTENCES = {
    "missing": "没有填写", "string_too_long": "最多 {max_length} 个字", "string_too_short": "不能为空",
    "string_type": "应为文字", "string_unicode": "含有无效字符", "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项", "extra_forbidden": "不认识这一项", "string_pattern_mismatch": "含有不能用的字符，或者没有内容",
    "date_from_datetime_parsing": "不是日期，应写成 2026-01-31", "date_parsing": "不是日期，应写成 2026-01-31",
    "enum": "不在可选的值里",
}  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ValidityIn(_Part):
    """The days on which it holds."""

    effective_from: date | None = None
    expires_on: date | None = None
    repealed_on: date | None = None


class ClauseIn(_Part):
    """One clause."""

    label: _Line = ""
    text: _Written
    heading: _Lines = []
    responsible_units: _Lines = []


class DocumentIn(_Part):
    """A policy document."""

    title: _Named
    region: _Named
    document_number: _Line = ""
    issuer: _Line = ""
    department: _Line = ""
    kind: _Line = ""
    written_on: date | None = None
    published_on: date | None = None
    validity: ValidityIn = ValidityIn()
    source_url: _Url = ""
    clauses: Annotated[list[ClauseIn], Field(max_length=5000)] = []


class BasisIn(_Part):
    """Where a statement stands."""

    title: _Named
    document_number: _Line = ""
    clause: _Line = ""
    url: _Url = ""


class QuestionIn(_Part):
    """One curated answer."""

    question: _Named
    aspect: Aspect
    conclusion: _Written
    details: _Text = ""
    basis: Annotated[list[BasisIn], Field(min_length=1, max_length=50)]
    similar: _Lines = []
    negative: _Lines = []


class ElementsIn(_Part):
    """The elements of an interpretation."""

    background: _Text = ""
    purpose: _Text = ""
    measures: _Text = ""
    applies_to: _Text = ""
    standards: _Text = ""
    materials: _Text = ""
    process: _Text = ""
    notes: _Text = ""
    differences: _Text = ""
    contact: _Text = ""


class InterpretationIn(_Part):
    """An interpretation."""

    title: _Named
    field_name: _Line = ""
    region: _Named
    department: _Line = ""
    documents: _Lines = []
    questions: Annotated[list[QuestionIn], Field(max_length=500)] = []
    elements: ElementsIn = ElementsIn()
    audience: Annotated[list[Audience], Field(min_length=1, max_length=2)] = list(Audience)
    keywords: _Lines = []
    validity: ValidityIn = ValidityIn()


def read_content(kind: EntryKind, raw: Mapping[str, Any]) -> Content:
    """Return what a form says.

    Raises:
        ContentRefused: a field is missing, unknown, too long or holds what cannot be stored; every one is named.
    """
    try:
        if kind is EntryKind.DOCUMENT:
            return _DOCUMENT.validate_python(DocumentIn.model_validate(raw).model_dump())
        said = InterpretationIn.model_validate(raw).model_dump()
    except ValidationError as error:
        raise ContentRefused([_refusal(row, raw) for row in error.errors(include_url=False)]) from None
    # An element that says nothing is none: the domain knows only those that do.
    said["elements"] = {name: text for name, text in said["elements"].items() if text.strip()}
    return _INTERPRETATION.validate_python(said)


def content_json(content: Content) -> Json:
    """Return a content as its form shows it."""
    if isinstance(content, PolicyDocument):
        document: Json = _DOCUMENT.dump_python(content, mode="json")
        return document
    dumped: Json = _INTERPRETATION.dump_python(content, mode="json")
    return {**dumped, "audience": sorted(content.audience)}


def _refusal(row: Any, raw: Mapping[str, Any]) -> dict[str, str]:  # noqa: ANN401  # pydantic's own row
    sentence = _SENTENCES.get(row["type"], "不合要求").format(**row.get("ctx", {}))
    return {"field": ".".join(map(str, row["loc"])), "message": f"{label_of(row['loc'], raw)}：{sentence}"}
