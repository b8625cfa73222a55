"""Whether a text is a 政策解读, and the draft of its elements and answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.documents.element_settings import ElementSettings, element_settings
from knowledge.documents.markers import marker_of
from knowledge.documents.model import Block, ParsedDocument, Role
from knowledge.documents.questions import AskedAnswer, asked_answers
from knowledge.documents.references import DocumentReference, linked_documents
from knowledge.documents.titles import is_complete
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Source

_TELLING = frozenset({"background", "terms", "differences", "benefits", "contact"})
_FEWEST = 3
_UNNUMBERED = 100  # deeper than every printed number


@dataclass(frozen=True, slots=True)
class InterpretationDraft:
    """What could be read of an interpretation.

    ``elements`` maps names of ``ELEMENT_NAMES`` to their text; ``questions`` are the answered ones; ``documents`` those
    it names; ``unassigned`` the paragraphs that stand in no element and answer nothing: a person places them.
    """

    title: str
    elements: Mapping[str, str]
    questions: tuple[AskedAnswer, ...]
    documents: tuple[DocumentReference, ...]
    unassigned: tuple[str, ...]


def is_interpretation(parsed: ParsedDocument, settings: ElementSettings | None = None) -> bool:
    """Whether ``parsed`` is a 解读: by its title, or because it is built of a 解读's elements."""
    chosen = settings or element_settings()
    title = re.sub(r"\s+", "", parsed.title)
    if re.search(chosen.not_titles, title):
        return False
    if re.search(chosen.titles, title):
        return True
    if parsed.document_number or is_complete(title):
        return False
    found = {name for block in _body(parsed) if (name := _begun(block, chosen)[1])}
    return len(found) >= _FEWEST and bool(found & _TELLING)


def draft_interpretation(parsed: ParsedDocument, settings: ElementSettings | None = None) -> InterpretationDraft:
    """Split ``parsed`` into the elements its headings name and the questions it answers."""
    chosen = settings or element_settings()
    body = tuple(_body(parsed))
    questions = asked_answers(body)
    elements: dict[str, list[str]] = {}
    unassigned: list[str] = []
    for name, text in _assigned(_outside(body, questions), chosen):
        (elements.setdefault(name, []) if name else unassigned).append(text)
    joined = {name: "\n".join(texts) for name, texts in elements.items()}
    return InterpretationDraft(parsed.title, joined, questions, linked_documents(parsed), tuple(unassigned))


def to_interpretation(draft: InterpretationDraft, *, region: str, department: str, field_name: str) -> Interpretation:
    """Return the draft as the content of a record; it rests on the documents that it says it explains, else on all."""
    explained = [one.title for one in draft.documents if one.is_explained and one.title]
    titles = tuple(dict.fromkeys(explained or [one.title for one in draft.documents if one.title]))
    basis = tuple(
        Source(title, next((one.document_number for one in draft.documents if one.title == title), ""))
        for title in titles[:1]
    )
    pairs = tuple(
        QuestionAnswer(pair.question, element_settings().aspect_of(pair.question), pair.conclusion, pair.details, basis)
        for pair in draft.questions
    )
    return Interpretation(draft.title, field_name, region, department, titles, pairs, draft.elements)


def _body(parsed: ParsedDocument) -> Iterator[Block]:
    wanted = {Role.BODY, Role.ADDRESSEES, Role.ENCLOSED_TITLE}
    return (block for block in parsed.blocks if block.role in wanted)


def _outside(body: tuple[Block, ...], questions: tuple[AskedAnswer, ...]) -> tuple[Block, ...]:
    """What stands before the first question; behind it everything answers one."""
    first = min((pair.line for pair in questions), default=None)
    return body if first is None else tuple(block for block in body if block.line < first)


def _assigned(blocks: tuple[Block, ...], settings: ElementSettings) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with the element it stands in, empty before the first and under other headings."""
    opened: list[tuple[int, str]] = []
    for block in blocks:
        level, begun, rest = _begun(block, settings)
        while opened and level <= opened[-1][0]:
            opened.pop()
        if begun is not None:
            opened.append((level, begun))
        text = block.text if begun is None else rest
        if text:
            yield opened[-1][1] if opened else "", text


def _begun(block: Block, settings: ElementSettings) -> tuple[int, str | None, str]:
    """Return the level of a paragraph, the element its heading begins (``None``: none), and the text behind that."""
    marker = marker_of(block.text)
    text = block.text[marker.length :] if marker else block.text
    level = int(marker.level) if marker else _UNNUMBERED
    heading, stop, rest = re.sub(r"^[【\[](.{2,20})[】\]]", r"\1：", text).partition("：")
    if not stop or len(heading) > settings.longest:
        heading, stop, rest = text.partition("。")
    if marker is None and stop != "：" and rest:
        return level, None, ""
    name = settings.element_of(heading.strip("【】[]《》 "))
    if name is None:
        return level, None, ""
    return (level if marker else 0), name, rest.strip()
