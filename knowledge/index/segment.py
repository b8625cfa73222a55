"""A segment: some entries, indexed once and never changed after. Withdrawn rows are masked by whoever holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.analysis import Analyzer, bigram_keys
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.columns import ScopeColumns
from knowledge.index.dense import VectorField
from knowledge.index.postings import Mask, Postings
from knowledge.index.records import Records
from knowledge.index.texts import windows_of
from knowledge.model.passage import Passage
from knowledge.text.sounds import sound_keys

LEXICAL_FIELDS = ("words", "bigrams", "sounds", "titles", "marks")
DENSE_FIELDS = ("passages", "questions", "negatives", "windows")


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows of passages; those of one entry stand together, ``entries[id]`` is their first row and the one after."""

    entries: Mapping[str, tuple[int, int]]
    records: Records
    columns: ScopeColumns
    lexical: Mapping[str, Postings]
    dense: Mapping[str, VectorField]

    def __len__(self) -> int:
        return len(self.records)

    @classmethod
    def build(cls, upserts: Sequence[Upsert], analyzer: Analyzer) -> "Segment":
        """Index entries."""
        passages = [passage for upsert in upserts for passage in upsert.passages]
        segment = cls(
            _spans([(upsert.entry_id, len(upsert.passages)) for upsert in upserts]),
            Records.build(passages),
            ScopeColumns.build(passages),
            _lexical(passages, analyzer),
            _dense(passages, [upsert.vectors for upsert in upserts]),
        )
        return segment.prepared()

    @classmethod
    def merge(cls, segments: Sequence["Segment"], keeps: Sequence[Mask]) -> "Segment":
        """Join segments, leaving out the rows that ``keeps`` does not name."""
        counts = [
            (entry, stop - start)
            for segment, keep in zip(segments, keeps, strict=True)
            for entry, (start, stop) in segment.entries.items()
            if stop > start and keep[start]
        ]
        merged = cls(
            _spans(counts),
            Records.merge([segment.records for segment in segments], keeps),
            ScopeColumns.merge([segment.columns for segment in segments], keeps),
            {name: Postings.merge([s.lexical[name] for s in segments], keeps) for name in LEXICAL_FIELDS},
            {name: VectorField.merge([s.dense[name] for s in segments], keeps) for name in DENSE_FIELDS},
        )
        return merged.prepared()

    def prepared(self) -> "Segment":
        """Return this segment with its FAISS indexes built."""
        for field in self.dense.values():
            field.prepare()
        return self


def _spans(counts: Sequence[tuple[str, int]]) -> Mapping[str, tuple[int, int]]:
    ends = np.cumsum([count for _, count in counts], dtype=np.int64).tolist()
    return {entry: (end - count, end) for (entry, count), end in zip(counts, ends, strict=True)}


def _lexical(passages: Sequence[Passage], analyzer: Analyzer) -> Mapping[str, Postings]:
    texts = [searchable_text(passage) for passage in passages]
    return {
        **word_fields(passages, analyzer),
        "bigrams": Postings.build([bigram_keys(text) for text in texts]),
        "sounds": Postings.build([sound_keys(text) for text in texts]),
        "marks": Postings.build([analyzer.mark_keys(passage) for passage in passages]),
    }


def word_fields(passages: Sequence[Passage], analyzer: Analyzer) -> Mapping[str, Postings]:
    """Return the fields that depend on how the analyzer cuts words."""
    return {
        "words": Postings.build([analyzer.word_keys(searchable_text(passage)) for passage in passages]),
        "titles": Postings.build([analyzer.word_keys(passage.path) for passage in passages]),
    }


def searchable_text(passage: Passage) -> str:
    """Return the words a passage is found by: its path, its questions, its text."""
    return "\n".join((passage.path, *passage.questions, passage.text))


def _dense(passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> Mapping[str, VectorField]:
    counts = {
        "passages": [1 for _ in passages],
        "questions": [len(passage.questions) for passage in passages],
        "negatives": [len(passage.negatives) for passage in passages],
        "windows": [len(windows_of(passage)) for passage in passages],
    }
    return {
        name: VectorField.build(np.concatenate([getattr(v, name) for v in vectors]), np.array(counts[name], np.int64))
        for name in DENSE_FIELDS
    }
