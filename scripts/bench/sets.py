"""The development sets that are there, found in the folder of test data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.evaluation.corpus import as_passage
from knowledge.evaluation.files import RetrievalSet
from knowledge.index.texts import passage_text
from scripts.bench.stored_encoder import StoredEncoder

LARGE = frozenset({"law_articles"})  # embedding it takes a quarter of an hour


@dataclass(frozen=True, slots=True)
class DevelopmentSet:
    """Passages, questions and judgements in a folder of their own."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def files(self) -> tuple[Path, Path, Path]:
        """Corpus, queries and qrels."""
        return self.folder / "corpus.jsonl", self.folder / "queries.jsonl", self.folder / "qrels.tsv"

    def read(self) -> RetrievalSet:
        """Read the three files."""
        return RetrievalSet.read(*self.files)

    def take_over_vectors(self, folder: Path, encoder: StoredEncoder) -> None:
        """Put ``NAME.npz`` (``ids``, ``vectors``, ``model``), where there is one, into the encoder's store."""
        path = folder / f"{self.name}.npz"
        if not path.is_file():
            return
        texts = self._texts()
        with np.load(path, allow_pickle=False) as given:
            encoder.remember([texts[str(key)] for key in given["ids"]], given["vectors"], str(given["model"]))

    def is_quick(self, encoder: StoredEncoder) -> bool:
        """Whether it is small, or its vectors are known already."""
        return self.name not in LARGE or encoder.knows(list(self._texts().values()))

    def _texts(self) -> dict[str, str]:
        return {row.id: passage_text(as_passage(row)) for row in self.read().corpus}


def development_sets(data: Path) -> Sequence[DevelopmentSet]:
    """Return the sets below ``retrieval``, by name."""
    return [DevelopmentSet(path.parent) for path in sorted((data / "retrieval").glob("*/qrels.tsv"))]
