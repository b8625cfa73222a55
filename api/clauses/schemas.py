"""A clause in its document, as the contract has it."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from api.clauses.excerpt import excerpt
from api.clauses.repository import CitedDocument
from knowledge.answering.validity_text import status_text
from knowledge.model.validity import Status


class ClauseOut(BaseModel):
    """One clause; ``path`` holds the headings above it."""

    model_config = ConfigDict(from_attributes=True)

    clause: str
    path: str
    text: str
    cited: bool


class ClausesOut(BaseModel):
    """A clause among its neighbours, and how its document stands today. Without ``clauses`` the text is not kept here."""

    entry_id: str
    title: str
    document_number: str
    issuer: str
    status: Status
    status_text: str
    effective_from: date | None
    expires_on: date | None
    replaced_by: str
    url: str
    clauses: list[ClauseOut]

    @classmethod
    def of(cls, cited: CitedDocument, clause: str, today: date) -> Self:
        """Show a clause of a document as it stands today."""
        document = cited.document
        return cls(
            entry_id=cited.entry_id,
            title=document.title,
            document_number=document.document_number,
            issuer=document.issuer or document.department,
            status=document.validity.status(today),
            status_text=status_text(document.validity, today, today),
            effective_from=document.validity.effective_from,
            expires_on=document.validity.expires_on,
            replaced_by=cited.replaced_by,
            url=document.source_url,
            clauses=[ClauseOut.model_validate(shown) for shown in excerpt(document.clauses, clause)],
        )
