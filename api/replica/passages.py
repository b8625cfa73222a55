"""From the records to what an index holds of an entry."""

from api.records.repository import RecordRepository
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Passage
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages


async def published_passages(records: RecordRepository, entry_id: str) -> tuple[Passage, ...]:
    """Return the passages of an entry as it is published now; none when it is not, or when what it explains is gone."""
    entry = await records.published(entry_id)
    if entry is None:
        return ()
    content = entry.content
    if isinstance(content, PolicyDocument):
        return document_passages(
            entry.id, entry.revision, content, successor=entry.successor, successors=entry.successors
        )
    if await records.any_withdrawn(content.documents):
        return ()
    cited = {source.title for pair in content.questions for source in pair.basis}
    documents = await records.documents_titled({*content.documents, *cited})
    chain = entry.successors or await records.explained_successors(content.documents)
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
