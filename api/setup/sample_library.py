"""The sample knowledge as an index in memory, without a database: for measuring, with documents added to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from api.setup.samples import SAMPLES, sample_entries
from knowledge.embedding.encoder import Encoder
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.texts import texts_of
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Passage
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages
from knowledge.samples.schema import load_samples
from knowledge.search.hybrid import HybridSearch


def sample_search(encoder: Encoder, added: Mapping[str, PolicyDocument]) -> HybridSearch:
    """Index the samples and ``added`` (by entry id), and return the search over them."""
    entries: dict[str, list[Passage]] = defaultdict(list)
    for passage in sample_passages(added):
        entries[passage.entry_id].append(passage)
    index = PolicyIndex()
    index.apply([_upsert(encoder, entry_id, tuple(passages)) for entry_id, passages in entries.items()], 1)
    return HybridSearch(index, encoder)


def sample_passages(added: Mapping[str, PolicyDocument]) -> Iterable[Passage]:
    """Yield the passages of every sample entry and of the documents added."""
    contents = [*sample_entries(load_samples(SAMPLES)), *added.items()]
    documents = {content.title: content for _, content in contents if isinstance(content, PolicyDocument)}
    for entry_id, content in contents:
        if isinstance(content, PolicyDocument):
            yield from document_passages(entry_id, 1, content)
        else:
            yield from interpretation_passages(entry_id, 1, content, documents)


def _upsert(encoder: Encoder, entry_id: str, passages: tuple[Passage, ...]) -> Upsert:
    texts = texts_of(passages)
    return Upsert(entry_id, passages, PassageVectors.split(encoder.encode_passages(texts.all()), texts))
