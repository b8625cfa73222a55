"""What is stored already, as an import looks at it: by 文号, by title, by text."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.imports.contents import text_of
from api.imports.tables import TextDigestRow
from api.records.change_log import lock_records
from api.records.codec import Content
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from api.records.tables import EntryRow, RevisionRow
from knowledge.clock import Clock
from knowledge.documents.similarity import DigestIndex, digest

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TextMark:
    """A text in short. An empty text has an empty hash and is like no other."""

    text_hash: str
    digest: int

    @property
    def hexadecimal(self) -> str:
        """The digest as it is stored."""
        return f"{self.digest:016x}"


def mark_of(text: str) -> TextMark:
    """Return the mark of a text that ``text_of`` gave."""
    return TextMark(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else "", digest(text))


@dataclass(frozen=True, slots=True)
class Known:
    """The latest revision of an entry."""

    entry_id: str
    revision: int
    title: str
    document_number: str
    department: str
    region: str
    content_hash: str


class Library:
    """Looks entries up inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._records = RecordRepository(session, clock)

    async def numbered(self, document_number: str) -> list[Known]:
        """Return the policy documents with this 文号, the oldest first."""
        return await self._known(RevisionRow.document_number == document_number, EntryKind.DOCUMENT)

    async def titled(self, title: str, *, numbered: bool | None = None) -> list[Known]:
        """Return the policy documents with this title; only those with, or without, a 文号 where that is asked for."""
        where = RevisionRow.title == title
        if numbered is not None:
            where &= RevisionRow.document_number != "" if numbered else RevisionRow.document_number == ""
        return await self._known(where, EntryKind.DOCUMENT)

    async def interpretations(self, title: str, department: str) -> list[Known]:
        """Return the interpretations with this title that this department answers for."""
        where = (RevisionRow.title == title) & (RevisionRow.department == department)
        return await self._known(where, EntryKind.INTERPRETATION)

    async def with_text(self, text_hash: str, kind: EntryKind) -> list[Known]:
        """Return the entries that say exactly this."""
        ids = select(TextDigestRow.entry_id).where(TextDigestRow.text_hash == text_hash)
        return await self._known(EntryRow.id.in_(ids), kind) if text_hash else []

    async def entry(self, entry_id: str, kind: EntryKind) -> Known | None:
        """Return one entry of a kind."""
        return next(iter(await self._known(EntryRow.id == entry_id, kind)), None)

    async def content(self, known: Known) -> Content:
        """Return what an entry says."""
        return await self._records.content(known.entry_id, known.revision)

    async def _known(self, where: ColumnElement[bool], kind: EntryKind) -> list[Known]:
        rows = await self._session.execute(
            select(EntryRow.id, RevisionRow)
            .join(RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.latest_revision))
            .where(where, EntryRow.kind == kind)
            .order_by(EntryRow.created_at, EntryRow.id)
            .limit(20)
        )
        return [
            Known(
                entry_id, row.number, row.title, row.document_number, row.department, row.region_code, row.content_hash
            )
            for entry_id, row in rows
        ]


async def load_digests(database: Database, clock: Clock) -> DigestIndex:
    """Return the digests of all entries; those that changed since their digest was taken are read again."""
    while await _refresh(database, clock):
        pass
    async with database.read() as session:
        rows = await session.execute(select(TextDigestRow.entry_id, TextDigestRow.digest))
        return DigestIndex.of((entry_id, int(value, 16)) for entry_id, value in rows)


async def remember(session: AsyncSession, entry_id: str, revision: int, mark: TextMark) -> None:
    """Note what the latest revision of an entry says, in the caller's transaction."""
    row = TextDigestRow(entry_id=entry_id, revision=revision, text_hash=mark.text_hash, digest=mark.hexadecimal)
    await session.merge(row)


async def _refresh(database: Database, clock: Clock) -> int:
    """Take the digests of some entries that lack a fresh one; return of how many."""
    async with database.read() as session:
        stale = await _stale(session)
        contents = [
            (entry_id, number, await RecordRepository(session, clock).content(entry_id, number))
            for entry_id, number in stale
        ]
    if contents:
        async with database.write() as session:
            await lock_records(session)
            for entry_id, number, content in contents:
                await remember(session, entry_id, number, mark_of(text_of(content)))
    return len(contents)


async def _stale(session: AsyncSession) -> Sequence[tuple[str, int]]:
    rows = await session.execute(
        select(EntryRow.id, EntryRow.latest_revision)
        .outerjoin(TextDigestRow, TextDigestRow.entry_id == EntryRow.id)
        .where(TextDigestRow.revision.is_(None) | (TextDigestRow.revision != EntryRow.latest_revision))
        .limit(_AT_ONCE)
    )
    return [(entry_id, number) for entry_id, number in rows]
