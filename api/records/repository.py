"""Entries and their revisions: every query about them is here."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.checks import check_storable
from api.records.codec import Content, content_hash, details_of, part_rows, read_document, read_interpretation
from api.records.entry import EntryKind, EntryState, EntrySummary, PublishedEntry, kind_of
from api.records.succession import explained_successors, successors
from api.records.tables import ClauseRow, EntryRow, InterpretedDocumentRow, QuestionAnswerRow, RegionRow, RevisionRow
from knowledge.clock import Clock
from knowledge.errors import InvalidInput, NotFound
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Successor
from knowledge.model.validity import Validity

_Part = TypeVar("_Part", ClauseRow, QuestionAnswerRow, InterpretedDocumentRow)


class RecordRepository:
    """Reads and writes entries inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def add_revision(self, entry_id: str, content: Content, *, author: str, reason: str) -> tuple[int, bool]:
        """Store the content as the entry's next revision; create the entry when it is new.

        Returns its number, and whether anything changed: content equal to the latest revision makes no new one.

        Raises:
            InvalidInput: the region is unknown, the content cannot be stored, or it is of the other kind.
        """
        check_storable(content)
        await lock_records(self._session)
        if await self._session.get(RegionRow, content.region) is None:
            raise InvalidInput(f"没有行政区划 {content.region}")
        entry = await self._session.get(EntryRow, entry_id)
        digest = content_hash(content)
        if entry is not None:
            if entry.kind != kind_of(content):
                raise InvalidInput(f"条目 {entry_id} 是另一类内容")
            latest = await self._revision(entry_id, entry.latest_revision)
            if latest.content_hash == digest:
                return latest.number, False
        number = entry.latest_revision + 1 if entry else 1
        entry = self._touch_entry(entry, entry_id, content, number)
        await self._session.flush()
        self._session.add(self._revision_row(entry_id, number, content, digest, author, reason))
        await self._session.flush()
        self._session.add_all(part_rows(entry_id, number, content))
        await self._session.flush()
        await Catalogue(self._session, self._clock).revised(entry, content, author)
        return number, True

    async def entry(self, entry_id: str) -> EntryRow:
        """Return the row of an entry.

        Raises:
            NotFound: there is none.
        """
        row = await self._session.get(EntryRow, entry_id)
        if row is None:
            raise NotFound(f"没有条目 {entry_id}")
        return row

    async def published(self, entry_id: str) -> PublishedEntry | None:
        """Return what an entry says to the public, or nothing when it is not published."""
        entry = await self._session.get(EntryRow, entry_id)
        if entry is None or entry.published_revision is None:
            return None
        content = await self.content(entry_id, entry.published_revision)
        return PublishedEntry(entry_id, entry.published_revision, content, await successors(self._session, entry))

    async def content(self, entry_id: str, number: int) -> Content:
        """Return what one revision says."""
        row = await self._revision(entry_id, number)
        if (await self.entry(entry_id)).kind == EntryKind.DOCUMENT:
            return read_document(row, await self._parts(ClauseRow, row))
        pairs, documents = await self._parts(QuestionAnswerRow, row), await self._parts(InterpretedDocumentRow, row)
        return read_interpretation(row, pairs, documents)

    async def titles(self, entry_id: str, numbers: Collection[int]) -> set[str]:
        """Return the titles of some revisions of an entry."""
        query = select(RevisionRow.title).where(RevisionRow.entry_id == entry_id, RevisionRow.number.in_(numbers))
        return set(await self._session.scalars(query))

    async def validity(self, entry_id: str, number: int) -> Validity:
        """Return the days of one revision."""
        days = (RevisionRow.effective_from, RevisionRow.expires_on, RevisionRow.repealed_on)
        query = select(*days).where(RevisionRow.entry_id == entry_id, RevisionRow.number == number)
        return Validity(*(await self._session.execute(query)).one())

    async def find_document(self, document_number: str, title: str) -> str | None:
        """Return the id of the policy document with this 文号, or where it has none with this title.

        Other writers wait until the caller's transaction ends: what was not found stays so until it is stored.
        """
        await lock_records(self._session)
        match = (
            RevisionRow.document_number == document_number
            if document_number
            else (RevisionRow.title == title) & (RevisionRow.document_number == "")
        )
        found: str | None = await self._session.scalar(
            select(EntryRow.id)
            .join(RevisionRow, RevisionRow.entry_id == EntryRow.id)
            .where(match, EntryRow.kind == EntryKind.DOCUMENT)
            .order_by(EntryRow.created_at)
            .limit(1)
        )
        return found

    async def documents_titled(self, titles: Iterable[str]) -> dict[str, PolicyDocument]:
        """Return the published policy documents with these titles, by title."""
        rows = await self._session.execute(
            select(RevisionRow)
            .join(EntryRow, (EntryRow.id == RevisionRow.entry_id) & (EntryRow.published_revision == RevisionRow.number))
            .where(RevisionRow.title.in_(list(titles)), EntryRow.kind == EntryKind.DOCUMENT)
        )
        return {row.title: read_document(row, ()) for row in rows.scalars()}

    async def explained_successors(self, titles: tuple[str, ...]) -> tuple[Successor, ...]:
        """Return what replaced the documents with these titles that an interpretation explains."""
        return await explained_successors(self._session, titles)

    async def any_withdrawn(self, titles: Collection[str]) -> bool:
        """Whether one of the policy documents with these titles was taken back: what explains it leaves with it.

        A title that another published document carries is not gone.
        """
        absent = set(titles) - (await self.documents_titled(titles)).keys()
        found = await self._session.scalar(
            select(EntryRow.id)
            .join(RevisionRow, RevisionRow.entry_id == EntryRow.id)
            .where(
                RevisionRow.title.in_(absent),
                EntryRow.kind == EntryKind.DOCUMENT,
                EntryRow.state == EntryState.WITHDRAWN,
            )
            .limit(1)
        )
        return found is not None

    async def published_about(self, titles: Collection[str]) -> list[tuple[str, int]]:
        """Return the published interpretations that explain a document with one of these titles: id and revision."""
        rows = await self._session.execute(
            select(EntryRow.id, InterpretedDocumentRow.revision)
            .join(
                InterpretedDocumentRow,
                (InterpretedDocumentRow.entry_id == EntryRow.id)
                & (InterpretedDocumentRow.revision == EntryRow.published_revision),
            )
            .where(InterpretedDocumentRow.title.in_(titles))
            .distinct()
            .order_by(EntryRow.id)
        )
        return [(entry_id, revision) for entry_id, revision in rows]

    async def summaries(self, kind: EntryKind, *, limit: int = 200) -> list[EntrySummary]:
        """Return the newest entries of a kind."""
        rows = await self._session.execute(
            select(EntryRow, RevisionRow)
            .join(RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.latest_revision))
            .where(EntryRow.kind == kind)
            .order_by(EntryRow.updated_at.desc(), EntryRow.id)
            .limit(limit)
        )
        return [
            EntrySummary(
                entry.id, EntryKind(entry.kind), EntryState(entry.state), revision.number, revision.title,
                revision.document_number,
            )
            for entry, revision in rows
        ]  # fmt: skip

    async def published_ids(self) -> list[str]:
        """Return the ids of everything published."""
        rows = await self._session.scalars(select(EntryRow.id).where(EntryRow.published_revision.is_not(None)))
        return sorted(rows)

    async def is_withdrawn(self, entry_id: str) -> bool:
        """Whether an entry was taken back."""
        entry = await self._session.get(EntryRow, entry_id)
        return entry is not None and entry.state == EntryState.WITHDRAWN

    async def authors(self, entry_id: str) -> set[str]:
        """Return who wrote revisions of an entry; nobody did where there is none."""
        return set(await self._session.scalars(select(RevisionRow.author).where(RevisionRow.entry_id == entry_id)))

    def _touch_entry(self, entry: EntryRow | None, entry_id: str, content: Content, number: int) -> EntryRow:
        now = self._clock()
        if entry is None:
            entry = EntryRow(
                id=entry_id, kind=kind_of(content), state=EntryState.DRAFT, latest_revision=number, published_revision=None,
                successor_id=None, created_at=now, updated_at=now,
            )  # fmt: skip
            self._session.add(entry)
        entry.latest_revision, entry.updated_at = number, now
        return entry

    def _revision_row(
        self, entry_id: str, number: int, content: Content, digest: str, author: str, reason: str
    ) -> RevisionRow:
        return RevisionRow(
            entry_id=entry_id,
            number=number,
            title=content.title,
            document_number=content.document_number if isinstance(content, PolicyDocument) else "",
            region_code=content.region,
            department=content.department,
            effective_from=content.validity.effective_from,
            expires_on=content.validity.expires_on,
            repealed_on=content.validity.repealed_on,
            content_hash=digest,
            details=details_of(content),
            author=author,
            reason=reason,
            created_at=self._clock(),
        )

    async def _revision(self, entry_id: str, number: int) -> RevisionRow:
        return await self._session.get_one(RevisionRow, (entry_id, number))

    async def _parts(self, table: type[_Part], row: RevisionRow) -> Sequence[_Part]:
        query = select(table).where(table.entry_id == row.entry_id, table.revision == row.number)
        return (await self._session.scalars(query.order_by(table.ordinal))).all()
