"""解读 to 原文: the documents that curated answers rest on, found among the stored ones by 文号."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.imports.library import Known, Library
from api.records.codec import Content
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Source


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that is named. ``entry_id`` is empty where it is not stored."""

    title: str
    document_number: str
    entry_id: str


async def find_documents(library: Library, named: Sequence[tuple[str, str]]) -> list[LinkedDocument]:
    """Return the documents of these titles and 文号, each with the entry that holds it."""
    return [await _find(library, title, number) for title, number in dict.fromkeys(named)]


async def completed(library: Library, content: Content) -> tuple[Content, tuple[str, ...]]:
    """Return the content with the titles of the documents that its answers name by 文号 alone, and warnings."""
    if isinstance(content, PolicyDocument):
        return content, ()
    numbers = dict.fromkeys(
        source.document_number for pair in content.questions for source in pair.basis if not source.title
    )
    if not numbers:
        return content, ()
    titles = {number: (await _find(library, "", number)).title for number in numbers}
    missing = tuple(f"没有文号是 {number} 的原文，请先导入原文" for number, title in titles.items() if not title)
    return _with_titles(content, titles), missing


def _with_titles(content: Interpretation, titles: dict[str, str]) -> Interpretation:
    def named(source: Source) -> Source:
        return (
            source if source.title else replace(source, title=titles[source.document_number] or source.document_number)
        )

    pairs = tuple(replace(pair, basis=tuple(map(named, pair.basis))) for pair in content.questions)
    documents = dict.fromkeys((*content.documents, *filter(None, titles.values())))
    return replace(content, questions=pairs, documents=tuple(documents))


async def _find(library: Library, title: str, number: str) -> LinkedDocument:
    found: list[Known] = await library.numbered(number) if number else []
    if not found and title:
        found = await library.titled(title)
    if not found:
        return LinkedDocument(title, number, "")
    return LinkedDocument(title or found[0].title, number or found[0].document_number, found[0].entry_id)
