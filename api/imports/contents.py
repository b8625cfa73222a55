"""Content as JSON: the fields of the domain."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from api.records.codec import Content
from api.records.entry import EntryKind
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation

_DOCUMENT = TypeAdapter(PolicyDocument)
_INTERPRETATION = TypeAdapter(Interpretation)
_SPACE_AND_MARKS = re.compile(r"[\W_]+")


def content_json(content: Content) -> dict[str, Any]:
    """Return content as JSON holds it; of which kind it is has to be kept beside it."""
    if isinstance(content, PolicyDocument):
        return _DOCUMENT.dump_python(content, mode="json")  # type: ignore[no-any-return]  # a dataclass dumps to a dict
    return {**_INTERPRETATION.dump_python(content, mode="json"), "audience": sorted(content.audience)}


def content_from(kind: str, document: Mapping[str, Any]) -> Content:
    """Return the content that ``content_json`` made this of."""
    return (_DOCUMENT if kind == EntryKind.DOCUMENT else _INTERPRETATION).validate_python(dict(document))


def text_of(content: Content) -> str:
    """Return the words of content without blanks and punctuation: what is compared when texts are compared."""
    if isinstance(content, PolicyDocument):
        texts = [clause.text for clause in content.clauses]
    else:
        pairs = (f"{pair.question}{pair.conclusion}{pair.details}" for pair in content.questions)
        texts = [*pairs, *content.elements.values()]
    return _SPACE_AND_MARKS.sub("", "".join(texts))
