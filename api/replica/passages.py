"""From the records to what an index holds of entries."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.records.entry import PublishedEntry
from api.records.published import Surroundings, read_published, read_surroundings
from api.records.repository import RecordRepository
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Passage
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages


async def published_passages(session: AsyncSession, entry_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of every entry as it is published now; none where it is not, or what it explains is gone."""
    published = await read_published(session, entry_ids)
    interpretations = [e.content for e in published.values() if isinstance(e.content, Interpretation)]
    surroundings = await read_surroundings(session, interpretations)
    return {
        entry_id: _passages(published[entry_id], surroundings) if entry_id in published else ()
        for entry_id in entry_ids
    }


def _passages(entry: PublishedEntry, surroundings: Surroundings) -> tuple[Passage, ...]:
    content = entry.content
    if not isinstance(content, Interpretation):
        return document_passages(
            entry.id, entry.revision, content, successor=entry.successor, successors=entry.successors
        )
    if surroundings.any_withdrawn(content.documents):
        return ()
    cited = {source.title for pair in content.questions for source in pair.basis}
    documents = surroundings.named({*content.documents, *cited})
    chain = entry.successors or surroundings.successors(content.documents)
    return interpretation_passages(
        entry.id, entry.revision, content, documents, successor=chain[0].name if chain else "", successors=chain
    )


async def passages_to_be(records: RecordRepository, entry_id: str, revision: int) -> tuple[Passage, ...]:
    """Return the passages that an entry will have once a revision is published; what is embedded before that."""
    content = await records.content(entry_id, revision)
    if isinstance(content, PolicyDocument):
        return document_passages(entry_id, revision, content)
    cited = {source.title for pair in content.questions for source in pair.basis}
    documents = await records.documents_titled({*content.documents, *cited})
    return interpretation_passages(entry_id, revision, content, documents)
