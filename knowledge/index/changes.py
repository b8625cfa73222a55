"""What is applied to an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from knowledge.embedding.encoder import Vectors
from knowledge.index.errors import MismatchedVectors
from knowledge.index.texts import PassageTexts, texts_of
from knowledge.model.passage import Passage


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of an entry's ``PassageTexts``, field by field: each of shape ``(texts, dimension)``."""

    passages: Vectors
    questions: Vectors
    negatives: Vectors
    windows: Vectors

    @classmethod
    def split(cls, vectors: Vectors, texts: PassageTexts) -> "PassageVectors":
        """Cut the vectors of ``texts.all()`` back into fields."""
        return cls(*np.split(vectors, np.cumsum(texts.counts())[:-1]))


@dataclass(frozen=True, slots=True)
class Upsert:
    """An entry is published: these passages replace all it had."""

    entry_id: str
    passages: tuple[Passage, ...]
    vectors: PassageVectors

    def __post_init__(self) -> None:
        texts = texts_of(self.passages)
        fields = (self.vectors.passages, self.vectors.questions, self.vectors.negatives, self.vectors.windows)
        if (found := tuple(map(len, fields))) != texts.counts():
            raise MismatchedVectors(f"条目 {self.entry_id} 的向量数 {found} 与文本数 {texts.counts()} 不符")


@dataclass(frozen=True, slots=True)
class Remove:
    """An entry is withdrawn."""

    entry_id: str


Change: TypeAlias = Upsert | Remove
Changes: TypeAlias = Sequence[Change]
