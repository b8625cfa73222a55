"""The knowledge that is put to the test, as an index in memory made by the code that makes the live one."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from api.setup.samples import SAMPLES, sample_entries
from knowledge.embedding.encoder import Encoder, Progress
from knowledge.embedding.store import EmbeddingStore
from knowledge.gate.documents import gate_passages
from knowledge.index.embedded import embedded
from knowledge.index.policy_index import PolicyIndex
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Passage
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages
from knowledge.samples.schema import load_samples

Entries: TypeAlias = Mapping[str, tuple[Passage, ...]]


def sample_library(added: Mapping[str, PolicyDocument] | None = None) -> Entries:
    """Return the passages of the shipped sample knowledge and of documents added to it, by entry id."""
    records = [*sample_entries(load_samples(SAMPLES)), *(added or {}).items()]
    documents = {content.title: content for _, content in records if isinstance(content, PolicyDocument)}
    return {
        entry_id: document_passages(entry_id, 1, content)
        if isinstance(content, PolicyDocument)
        else interpretation_passages(entry_id, 1, content, documents)
        for entry_id, content in records
    }


def gate_library() -> Entries:
    """Return what the frozen questions are asked of: the samples and the gate's own documents."""
    return {**sample_library(), **gate_passages()}


async def index_of(
    entries: Entries, encoder: Encoder, store: EmbeddingStore, progress: Progress | None = None
) -> PolicyIndex:
    """Return an index of its own over entries; what the store knows is not embedded again."""
    return await with_entries(PolicyIndex(), list(entries.items()), encoder, store, progress)


async def with_entries(
    index: PolicyIndex,
    entries: Sequence[tuple[str, tuple[Passage, ...]]],
    encoder: Encoder,
    store: EmbeddingStore,
    progress: Progress | None = None,
) -> PolicyIndex:
    """Return an index with these entries beside those of another, which stays as it is: its views never change."""
    beside = PolicyIndex(index.analyzer, index.view)
    upserts = await embedded(encoder, store, [entry for entry in entries if entry[1]], progress)
    beside.apply(upserts, beside.sequence + 1)
    return beside
