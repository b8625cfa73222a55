"""A large corpus: laws as policy documents, one passage an article."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from knowledge.evaluation.files import json_lines
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.region import NATION
from scripts.bench.stored_encoder import StoredEncoder


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``id`` is the law's id, ``#`` and a number."""

    id: str
    law: str
    label: str
    text: str

    @property
    def embedded_text(self) -> str:
        """The text as ``knowledge.index.texts`` gives it to the model."""
        return f"{self.law} {self.label}\n{self.text}"


def read_articles(folder: Path) -> Iterator[Article]:
    """Read every ``units-*.jsonl`` of a folder."""
    for path in sorted(folder.glob("units-*.jsonl")):
        for _, row in json_lines(path, ("id", "law", "text")):
            yield Article(row["id"], row["law"], row.get("art") or "", row["text"])


def as_documents(articles: Iterable[Article]) -> Iterator[tuple[str, PolicyDocument]]:
    """Yield an entry id and a document for every law, its articles standing together."""
    for entry_id, own in groupby(articles, key=lambda article: article.id.rpartition("#")[0]):
        every = list(own)
        clauses = tuple(Clause(article.label, article.text, (article.label,)) for article in every)
        yield entry_id, PolicyDocument(every[0].law, NATION, kind="法律法规", clauses=clauses)


def take_over_vectors(articles: Sequence[Article], path: Path, encoder: StoredEncoder) -> None:
    """Put vectors computed elsewhere (``ids``, ``vectors``, ``model``) into the encoder's store."""
    texts = {article.id: article.embedded_text for article in articles}
    with np.load(path, allow_pickle=False) as given:
        rows = [(at, str(key)) for at, key in enumerate(given["ids"]) if str(key) in texts]
        vectors = given["vectors"][[at for at, _ in rows]]
        encoder.remember([texts[key] for _, key in rows], vectors, str(given["model"]))
