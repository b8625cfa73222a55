"""A draft document against the public ones: its 文号, its title, its days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.codec import validity_of
from api.records.entry import EntryKind
from api.records.tables import EntryRow, RevisionRow
from knowledge.answering.validity_text import chinese_day
from knowledge.conflicts.applying import hold_together
from knowledge.conflicts.comparing import Difference, DifferenceKind, Verdict
from knowledge.conflicts.conflict import Conflict, ConflictKind
from knowledge.conflicts.settings import conflict_settings
from knowledge.model.document import PolicyDocument
from knowledge.model.validity import Validity

_ANY = "未写"


async def document_conflicts(
    session: AsyncSession, entry_id: str, document: PolicyDocument, today: date
) -> list[Conflict]:
    """Return the published documents that bear the same 文号, or the same title while both hold."""
    same_number = RevisionRow.document_number == document.document_number
    same_title = RevisionRow.title == document.title
    match = or_(same_number, same_title) if document.document_number else same_title
    rows = await session.scalars(
        select(RevisionRow)
        .join(EntryRow, (EntryRow.id == RevisionRow.entry_id) & (EntryRow.published_revision == RevisionRow.number))
        .where(match, EntryRow.kind == EntryKind.DOCUMENT, EntryRow.id != entry_id)
        .order_by(RevisionRow.entry_id)
    )
    return [conflict for row in rows for conflict in _conflicts(entry_id, document, row, today)]


def _conflicts(entry_id: str, document: PolicyDocument, row: RevisionRow, today: date) -> Iterator[Conflict]:
    by_number = bool(document.document_number) and row.document_number == document.document_number
    theirs = validity_of(row)
    if not by_number and not hold_together(document.validity, theirs, today):
        return
    found = tuple(_differences(document, row))
    conflict = Conflict(
        kind=ConflictKind.NUMBER if by_number else ConflictKind.TITLE,
        own_entry=entry_id,
        question=document.document_number if by_number else document.title,
        entry_id=row.entry_id,
        title=row.title,
        other_question=row.document_number if by_number else row.title,
        similarity=1.0,
        mine=days_of(document.validity),
        theirs=days_of(theirs),
        verdict=Verdict.DIFFERENT if found else Verdict.SAME,
        differences=found,
    )
    yield conflict if by_number else replace(conflict, verdict=Verdict.DIFFERENT)


def _differences(document: PolicyDocument, row: RevisionRow) -> Iterator[Difference]:
    labels, theirs = conflict_settings().labels, validity_of(row)
    if document.validity != theirs:
        yield Difference(DifferenceKind.DATES, labels.dates, days_of(document.validity), days_of(theirs))
    if document.title != row.title:
        yield Difference(DifferenceKind.WORDING, labels.wording, document.title, row.title)
    if document.document_number != row.document_number:
        number = (document.document_number or _ANY, row.document_number or _ANY)
        yield Difference(DifferenceKind.DOCUMENT_NUMBER, labels.document_number, *number)


def days_of(validity: Validity) -> str:
    """Return the days of a document in words."""
    named = (("施行", validity.effective_from), ("有效期至", validity.expires_on), ("废止", validity.repealed_on))
    return "，".join(f"{name} {chinese_day(day)}" for name, day in named if day) or _ANY
