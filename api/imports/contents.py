"""Content as JSON: the fields of the domain, and ``kind`` beside them."""

import re
from typing import Any

from pydantic import TypeAdapter

from api.records.codec import Content
from api.records.entry import EntryKind, kind_of
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation

_DOCUMENT = TypeAdapter(PolicyDocument)
_INTERPRETATION = TypeAdapter(Interpretation)
_SPACE_AND_MARKS = re.compile(r"[\W_]+")


def content_json(content: Content) -> dict[str, Any]:
    """Return content as JSON holds it."""
    if isinstance(content, PolicyDocument):
        return {"kind": kind_of(content).value, **_DOCUMENT.dump_python(content, mode="json")}
    plain = _INTERPRETATION.dump_python(content, mode="json")
    return {"kind": kind_of(content).value, **plain, "audience": sorted(content.audience)}


def content_from(document: dict[str, Any]) -> Content:
    """Return the content that ``content_json`` made this of."""
    fields = {name: value for name, value in document.items() if name != "kind"}
    if document["kind"] == EntryKind.DOCUMENT:
        return _DOCUMENT.validate_python(fields)
    return _INTERPRETATION.validate_python(fields)


def text_of(content: Content) -> str:
    """Return the words of content without blanks and punctuation: what is compared when texts are compared."""
    if isinstance(content, PolicyDocument):
        texts = [clause.text for clause in content.clauses]
    else:
        pairs = (f"{pair.question}{pair.conclusion}{pair.details}" for pair in content.questions)
        texts = [*pairs, *content.elements.values()]
    return _SPACE_AND_MARKS.sub("", "".join(texts))
