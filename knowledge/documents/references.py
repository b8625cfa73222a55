"""Documents that a text names: 《title》, with the 发文字号 behind it, or a number alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents.model import ParsedDocument, Role
from knowledge.text import document_number

NAMED = re.compile(
    r"《(?P<name>(?:[^《》]|《[^《》]*》){2,120})》(?:\s*[（(](?P<number>[^（）()]*(?:[（(][^（）()]*[）)])?[^（）()]*)[）)])?"
)
_SHORT = re.compile(r"^\s*(?:以下)?(?:统?简称)")
_EXPLAINED = re.compile(
    r"(?:印发|出台|制定|修订|发布|公布|颁布|起草)(?:了|并|的)?\s*$|(?:现(?:就|将|对)|为便于|便于).{0,30}$"
)
_MEDIA = re.compile(r"(?:日报|晚报|公报|时报|杂志|学报)$")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document named in a text. ``document_number`` is normalised; either may be empty, never both.

    ``is_explained`` is whether the text says that it is about this one, and does not only cite it. ``line`` counts
    from 1 in what was read.
    """

    title: str
    document_number: str
    sentence: str
    line: int
    is_explained: bool = False


def linked_documents(parsed: ParsedDocument) -> tuple[DocumentReference, ...]:
    """Return the documents that ``parsed`` names, each once: those it explains first, then as they come in the text.

    A document that the text names by its title in one place and by its number in another stands there twice: which
    title a number belongs to is known only to the records.
    """
    found: dict[tuple[str, str], DocumentReference] = {}
    for reference in _references(parsed):
        key = (reference.title, reference.document_number)
        known = found.get(key)
        if known is None or (reference.is_explained and not known.is_explained):
            found[key] = reference
    numbered = {reference.title for reference in found.values() if reference.document_number and reference.title}
    kept = [one for one in found.values() if one.document_number or one.title not in numbered]
    explained = {one.title for one in found.values() if one.is_explained and one.title}
    return tuple(sorted((_marked(one, explained) for one in kept), key=lambda one: not one.is_explained))


def _marked(reference: DocumentReference, explained: set[str]) -> DocumentReference:
    """Explained in one place is explained in all."""
    if reference.is_explained or reference.title not in explained:
        return reference
    return DocumentReference(
        reference.title, reference.document_number, reference.sentence, reference.line, is_explained=True
    )


def _references(parsed: ParsedDocument) -> Iterator[DocumentReference]:
    own = (parsed.title, parsed.document_number)
    for reference in _in_text(parsed.title, 1, in_title=True):
        yield reference
    for block in parsed.blocks:
        if block.role in {Role.TITLE, Role.NUMBER, Role.LETTERHEAD}:
            continue
        for sentence in _SENTENCE.findall(block.text):
            for reference in _in_text(sentence.strip(), block.line, in_title=False):
                if reference.title != own[0] and (reference.title or reference.document_number != own[1]):
                    yield reference


def _in_text(sentence: str, line: int, *, in_title: bool) -> Iterator[DocumentReference]:
    covered = 0
    for match in NAMED.finditer(sentence):
        yield from _numbers(sentence[covered : match.start()], sentence, line)
        covered = match.end()
        if _MEDIA.search(match["name"]):
            continue
        numbers = document_number.find_all(match["number"] or "")
        number = str(numbers[0].number) if numbers and not _SHORT.match(match["number"]) else ""
        is_explained = in_title or _EXPLAINED.search(sentence[: match.start()]) is not None
        yield DocumentReference(match["name"], number, sentence, line, is_explained)
    yield from _numbers(sentence[covered:], sentence, line)


def _numbers(text: str, sentence: str, line: int) -> Iterator[DocumentReference]:
    for found in document_number.find_all(text):
        yield DocumentReference("", str(found.number), sentence, line)
