"""Made-up documents of the gate: what the sample knowledge has none of, held in memory and never published."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.passage import Passage
from knowledge.model.validity import Validity
from knowledge.passages.documents import document_passages

FILE = Path(__file__).with_name("documents.yml")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Clause(_Row):
    label: str
    text: str


class _Document(_Row):
    id: str
    title: str
    document_number: str
    region: str
    department: str
    effective_from: date
    expires_on: date | None = None
    repealed_on: date | None = None
    successor: str = ""
    clauses: tuple[_Clause, ...]

    def passages(self) -> tuple[Passage, ...]:
        document = PolicyDocument(
            title=self.title,
            region=self.region,
            document_number=self.document_number,
            department=self.department,
            validity=Validity(self.effective_from, self.expires_on, self.repealed_on),
            clauses=tuple(Clause(clause.label, clause.text) for clause in self.clauses),
        )
        return document_passages(self.id, 1, document, successor=self.successor)


class _File(_Row):
    documents: tuple[_Document, ...]


def gate_passages(path: Path = FILE) -> Mapping[str, tuple[Passage, ...]]:
    """Return the passages of the made-up documents, by entry id."""
    file = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
    return {document.id: document.passages() for document in file.documents}
