"""The sample knowledge as passages, cut as published entries are."""

from collections.abc import Sequence

from api.setup.samples import SAMPLES, sample_entries
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Passage
from knowledge.passages.interpretations import interpretation_passages
from knowledge.samples.schema import load_samples


def sample_passages() -> Sequence[Passage]:
    """Return the passages of every sample interpretation."""
    entries = dict(sample_entries(load_samples(SAMPLES)))
    documents = {content.title: content for content in entries.values() if isinstance(content, PolicyDocument)}
    return [
        passage
        for entry_id, content in entries.items()
        if isinstance(content, Interpretation)
        for passage in interpretation_passages(entry_id, 1, content, documents)
    ]
