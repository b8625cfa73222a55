"""Passages of a policy document: one a clause, with its heading path."""

from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Passage, PassageKind, Source


def document_passages(
    entry_id: str, revision: int, document: PolicyDocument, *, successor: str = ""
) -> tuple[Passage, ...]:
    """Cut a document. A document without clauses has no passage: there is nothing verbatim to cite."""
    return tuple(
        Passage(
            id=f"{entry_id}@{revision}#{ordinal}",
            entry_id=entry_id,
            revision=revision,
            kind=PassageKind.CLAUSE,
            title=document.title,
            text=clause.text,
            sources=(Source(document.title, document.document_number, clause.label, document.source_url),),
            region=document.region,
            department=document.department or document.issuer,
            heading=clause.heading,
            responsible_units=clause.responsible_units,
            validity=document.validity,
            successor=successor,
        )
        for ordinal, clause in enumerate(document.clauses)
    )
