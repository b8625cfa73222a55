"""The content of a draft as the editor sends it: whatever is not written yet is empty."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.records.checks import check_storable
from api.records.codec import Content
from api.records.entry import EntryKind
from knowledge.errors import InvalidInput
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation

UNTITLED = "（未写标题）"
MOST_PARTS = 2000
_DOCUMENT = TypeAdapter(PolicyDocument)
_INTERPRETATION = TypeAdapter(Interpretation)
_QUESTION = {"question": "", "aspect": "overview", "conclusion": "", "details": "", "basis": []}
_CLAUSE = {"label": "", "text": ""}


class InvalidDraft(InvalidInput):
    """The content of the draft has another shape."""

    code = "invalid_draft"


def read_content(kind: EntryKind, content: Mapping[str, Any], home: str) -> Content:
    """Return the content of a draft; what is missing or null is filled in, ``home`` being the region.

    Raises:
        InvalidDraft: a field holds something of another kind, the draft is too large, or a text cannot be stored.
    """
    given = {name: value for name, value in content.items() if value is not None}
    given["title"] = given.get("title") or UNTITLED
    given["region"] = given.get("region") or home
    try:
        read = _document(given) if kind is EntryKind.DOCUMENT else _interpretation(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidDraft(f"草稿的 {'.'.join(map(str, first['loc']))} 不合要求") from error
    check_storable(read)
    return read


def _document(given: dict[str, Any]) -> PolicyDocument:
    return _DOCUMENT.validate_python({**given, "clauses": _filled(given.get("clauses"), _CLAUSE)})


def _interpretation(given: dict[str, Any]) -> Interpretation:
    blank = {"field_name": "", "department": "", "documents": []}
    questions = _filled(given.get("questions"), _QUESTION)
    return _INTERPRETATION.validate_python({**blank, **given, "questions": questions})


def _filled(parts: object, blank: Mapping[str, Any]) -> object:
    """Return parts with what they lack; anything but a list of mappings is left for the validation to name."""
    if parts is None:
        return []
    if not isinstance(parts, list):
        return parts
    if len(parts) > MOST_PARTS:
        raise InvalidDraft(f"草稿有 {len(parts)} 条，超过 {MOST_PARTS} 条", remedy="请拆成几个条目")
    return [
        {**blank, **{name: value for name, value in part.items() if value is not None}}
        if isinstance(part, dict)
        else part
        for part in parts
    ]
