"""What an import reports, row by row."""

from pydantic import BaseModel


class ClauseOut(BaseModel):
    """One clause as it was read."""

    number: str
    heading: str
    text: str
    responsible_units: list[str]


class ImportReport(BaseModel):
    """One file: what it was read as, and what became of it. ``state`` is draft, published, unchanged or failed."""

    name: str
    entry_id: str = ""
    revision: int = 0
    state: str
    title: str = ""
    document_number: str = ""
    issuer: str = ""
    clauses: list[ClauseOut] = []
    warnings: list[str] = []
    error: str = ""


class DocumentOut(BaseModel):
    """One line of the list of documents."""

    entry_id: str
    title: str
    document_number: str
    state: str
    revision: int
