"""An evaluation corpus as a live index: the same passages, texts, settings and code as published knowledge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.files import CorpusRow
from knowledge.evaluation.progress import progress
from knowledge.index.changes import PassageVectors, Remove, Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.texts import texts_of
from knowledge.model.passage import Passage, PassageKind, Source
from knowledge.model.region import NATION
from knowledge.model.scope import Scope

ROWS_A_CHANGE = 2000
EVERYWHERE = Scope(on=date.max, regions=None)


@dataclass(frozen=True, slots=True)
class TemporaryIndex:
    """An index in memory that lasts as long as a measurement."""

    index: PolicyIndex

    @classmethod
    def build(cls, rows: Sequence[CorpusRow], encoder: Encoder) -> "TemporaryIndex":
        """Embed and index every row as an entry of its own."""
        passages = [as_passage(row) for row in rows]
        texts = texts_of(passages)
        with progress("嵌入") as report:
            vectors = PassageVectors.split(encoder.encode_passages(texts.all(), report), texts)
        temporary = cls(PolicyIndex())
        with progress("索引") as report:
            upserts = list(_upserts(passages, vectors))
            for start in range(0, len(upserts), ROWS_A_CHANGE):
                temporary.index.apply(upserts[start : start + ROWS_A_CHANGE], start + 1)
                report(min(start + ROWS_A_CHANGE, len(upserts)), len(upserts))
        temporary.index.compact()
        return temporary

    def copy(self) -> "TemporaryIndex":
        """Return one that can be changed alone; nothing is copied, since views never change."""
        return TemporaryIndex(PolicyIndex(self.index.analyzer, self.index.view))

    def remove(self, ids: Iterable[str]) -> None:
        """Take passages out again."""
        self.index.apply([Remove(entry_id) for entry_id in ids], self.index.sequence + 1)


def as_passage(row: CorpusRow) -> Passage:
    """Return a corpus row as a clause of a document in force everywhere."""
    return Passage(row.id, row.id, 1, PassageKind.CLAUSE, row.title, row.text, (Source(row.title),), NATION)


def _upserts(passages: Sequence[Passage], vectors: PassageVectors) -> Iterable[Upsert]:
    window = 0
    for at, passage in enumerate(passages):
        windows = len(texts_of([passage]).windows)
        own = vectors.windows[window : window + windows]
        none = vectors.questions[:0]
        yield Upsert(passage.entry_id, (passage,), PassageVectors(vectors.passages[at : at + 1], none, none, own))
        window += windows
