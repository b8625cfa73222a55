"""From a draft to what the index would hold were it published: its own passages, and those of what explains it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.records.codec import Content
from api.records.repository import RecordRepository
from api.records.succession import successors
from api.records.tables import EntryRow
from knowledge.clock import Clock
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Passage, PassageKind, Source, Successor
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages

UNSAVED = "draft"  # the entry id of a draft that is no entry yet
_REVISION = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The content that would be published in place of what ``entry_id`` says now; a new entry where that is empty."""

    content: Content
    entry_id: str = ""

    @property
    def id(self) -> str:
        """The entry id that its passages bear."""
        return self.entry_id or UNSAVED


@dataclass(frozen=True, slots=True)
class DraftPassages:
    """``own`` are the draft's; ``entries`` all that changes with it; ``without_basis`` answers that name none yet."""

    own: tuple[Passage, ...]
    entries: Sequence[tuple[str, tuple[Passage, ...]]]
    withdrawn: bool = False
    without_basis: int = 0


class DraftCutter:
    """Cuts drafts into passages as publishing would."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def cut(self, draft: Draft) -> DraftPassages:
        """Return the passages. Who explains a draft document is cut anew: it holds no longer than the document."""
        async with self._database.read() as session:
            records = RecordRepository(session, self._clock)
            chain = await _successors(session, draft.entry_id)
            content = draft.content
            if isinstance(content, PolicyDocument):
                first = chain[0].name if chain else ""
                cut = document_passages(draft.id, _REVISION, content, successor=first, successors=chain)
                own = _usable(cut, content.title)
                return DraftPassages(own, [(draft.id, own), *await _explaining(records, draft, content)])
            if await records.any_withdrawn(content.documents):
                return DraftPassages((), [(draft.id, ())], withdrawn=True)
            documents = await records.documents_titled(_named(content))
            chain = chain or await records.explained_successors(content.documents)
            own = _usable(_interpreted(draft.id, content, documents, chain), content.title)
        without = sum(1 for pair in content.questions if not pair.basis)
        return DraftPassages(own, [(draft.id, own)], without_basis=without)


async def _successors(session: AsyncSession, entry_id: str) -> tuple[Successor, ...]:
    """Return the chain of an entry; an id that is not stored, as a new draft's, has none."""
    row = await session.get(EntryRow, entry_id) if entry_id else None
    return await successors(session, row) if row else ()


async def _explaining(
    records: RecordRepository, draft: Draft, document: PolicyDocument
) -> list[tuple[str, tuple[Passage, ...]]]:
    """Return the published interpretations of the document, by its title now and as drafted, with the draft in place."""
    published = await records.published(draft.entry_id) if draft.entry_id else None
    former = published.content.title if published else document.title
    changed = []
    for entry_id in await records.interpretations_of({former, document.title}):
        entry = await records.published(entry_id)
        if entry is None or not isinstance(entry.content, Interpretation):
            continue
        explained = set(entry.content.documents) - {document.title}
        if await records.any_withdrawn(explained):
            continue
        documents = await records.documents_titled(_named(entry.content))
        if former != document.title:
            documents.pop(former, None)
        documents[document.title] = document
        chain = entry.successors or await records.explained_successors(entry.content.documents)
        changed.append((entry_id, _interpreted(entry_id, entry.content, documents, chain, entry.revision)))
    return changed


def _interpreted(
    entry_id: str,
    content: Interpretation,
    documents: Mapping[str, PolicyDocument],
    chain: tuple[Successor, ...],
    revision: int = _REVISION,
) -> tuple[Passage, ...]:
    first = chain[0].name if chain else ""
    return interpretation_passages(entry_id, revision, content, documents, successor=first, successors=chain)


def _named(content: Interpretation) -> set[str]:
    return {*content.documents, *(source.title for pair in content.questions for source in pair.basis)}


def _usable(passages: Iterable[Passage], title: str) -> tuple[Passage, ...]:
    """Return the passages with words in them. Nothing is answered without a citation, so an answer that rests on
    nothing yet cites what the draft explains, or the draft itself.
    """
    return tuple(
        replace(
            passage,
            questions=tuple(filter(str.strip, passage.questions)),
            negatives=tuple(filter(str.strip, passage.negatives)),
            sources=passage.sources or (Source(title),),
        )
        for passage in passages
        if passage.text.strip() and (passage.kind is not PassageKind.ANSWER or any(map(str.strip, passage.questions)))
    )
