"""Between the values of the domain and the rows of the database."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from api.records.tables import ClauseRow, InterpretedDocumentRow, QuestionAnswerRow, RevisionRow
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.validity import Validity

Content: TypeAlias = PolicyDocument | Interpretation
PartRow: TypeAlias = ClauseRow | QuestionAnswerRow | InterpretedDocumentRow

_DOCUMENT = TypeAdapter(PolicyDocument)
_INTERPRETATION = TypeAdapter(Interpretation)


def content_hash(content: Content) -> str:
    """Return a digest that changes when any word or date of the content does."""
    if isinstance(content, PolicyDocument):
        return hashlib.sha256(_DOCUMENT.dump_json(content)).hexdigest()
    # A frozen set has no order of its own, and the digest must not depend on the process.
    ordered = {**_INTERPRETATION.dump_python(content, mode="json"), "audience": sorted(content.audience)}
    return hashlib.sha256(json.dumps(ordered, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def details_of(content: Content) -> dict[str, Any]:
    """Return what has no column of its own."""
    if isinstance(content, PolicyDocument):
        return {
            "issuer": content.issuer,
            "kind": content.kind,
            "written_on": content.written_on.isoformat() if content.written_on else None,
            "published_on": content.published_on.isoformat() if content.published_on else None,
            "source_url": content.source_url,
        }
    return {
        "field_name": content.field_name,
        "elements": dict(content.elements),
        "audience": sorted(content.audience),
        "keywords": list(content.keywords),
    }


def part_rows(entry_id: str, revision: int, content: Content) -> list[PartRow]:
    """Return the rows that hang on a revision."""
    place = {"entry_id": entry_id, "revision": revision}
    if isinstance(content, PolicyDocument):
        return [
            ClauseRow(
                **place, ordinal=n, label=clause.label, heading=list(clause.heading), text=clause.text,
                responsible_units=list(clause.responsible_units),
            )
            for n, clause in enumerate(content.clauses)
        ]  # fmt: skip
    rows: list[PartRow] = [
        InterpretedDocumentRow(**place, ordinal=n, title=title) for n, title in enumerate(content.documents)
    ]
    rows += [
        QuestionAnswerRow(
            **place, ordinal=n, question=pair.question, aspect=pair.aspect, conclusion=pair.conclusion,
            details=pair.details, similar=list(pair.similar), negative=list(pair.negative),
            basis=[asdict(source) for source in pair.basis],
        )
        for n, pair in enumerate(content.questions)
    ]  # fmt: skip
    return rows


def validity_of(row: RevisionRow) -> Validity:
    """Return the dates of a revision."""
    return Validity(row.effective_from, row.expires_on, row.repealed_on)


def read_document(row: RevisionRow, clauses: Sequence[ClauseRow]) -> PolicyDocument:
    """Rebuild a policy document."""
    details = row.details
    return PolicyDocument(
        title=row.title,
        region=row.region_code,
        document_number=row.document_number,
        issuer=details["issuer"],
        department=row.department,
        kind=details["kind"],
        written_on=_day(details["written_on"]),
        published_on=_day(details["published_on"]),
        validity=validity_of(row),
        source_url=details["source_url"],
        clauses=tuple(Clause(c.label, c.text, tuple(c.heading), tuple(c.responsible_units)) for c in clauses),
    )


def read_interpretation(
    row: RevisionRow, pairs: Sequence[QuestionAnswerRow], documents: Sequence[InterpretedDocumentRow]
) -> Interpretation:
    """Rebuild an interpretation."""
    details = row.details
    return Interpretation(
        title=row.title,
        field_name=details["field_name"],
        region=row.region_code,
        department=row.department,
        documents=tuple(document.title for document in documents),
        questions=tuple(_read_pair(pair) for pair in pairs),
        elements=details["elements"],
        audience=frozenset(Audience(name) for name in details["audience"]),
        keywords=tuple(details["keywords"]),
        validity=validity_of(row),
    )


def _read_pair(row: QuestionAnswerRow) -> QuestionAnswer:
    return QuestionAnswer(
        question=row.question,
        aspect=Aspect(row.aspect),
        conclusion=row.conclusion,
        details=row.details,
        basis=tuple(Source(**basis) for basis in row.basis),
        similar=tuple(row.similar),
        negative=tuple(row.negative),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
