"""Passages of a policy document: one a clause, with its heading path; a very long clause gives several."""

from collections.abc import Iterator

from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.passage import Passage, PassageKind, Source, Successor
from knowledge.passages.cutting import pieces


def document_passages(
    entry_id: str,
    revision: int,
    document: PolicyDocument,
    *,
    successor: str = "",
    successors: tuple[Successor, ...] = (),
) -> tuple[Passage, ...]:
    """Cut a document. A document without clauses has no passage: there is nothing verbatim to cite."""
    return tuple(
        Passage(
            id=f"{entry_id}@{revision}#{ordinal}",
            entry_id=entry_id,
            revision=revision,
            kind=PassageKind.CLAUSE,
            title=document.title,
            text=text,
            sources=(Source(document.title, document.document_number, clause.label, document.source_url),),
            region=document.region,
            department=document.department or document.issuer,
            heading=clause.heading,
            responsible_units=clause.responsible_units,
            validity=document.validity,
            successor=successor,
            successors=successors,
        )
        for ordinal, (clause, text) in enumerate(_passages_of(document))
    )


def _passages_of(document: PolicyDocument) -> Iterator[tuple[Clause, str]]:
    return ((clause, piece) for clause in document.clauses for piece in pieces(clause.text))
