"""Which published document a citation means: the entry itself, or one that an interpretation rests on."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.entry import EntryKind, PublishedEntry
from api.records.repository import RecordRepository
from api.records.tables import EntryRow, RevisionRow
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Source


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A published document and the printed name of what replaced it. ``entry_id`` is the entry that was asked for."""

    entry_id: str
    document: PolicyDocument
    replaced_by: str = ""


class CitedDocuments:
    """Reads inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session, self._records = session, RecordRepository(session, clock)

    async def find(self, entry_id: str, clause: str, title: str) -> CitedDocument:
        """Return the document behind a citation; one whose text is not kept has no clauses.

        Raises:
            NotFound: the entry is not public, or does not rest on a document with this title.
        """
        entry = await self._records.published(entry_id)
        if entry is None:
            raise NotFound("没有这条已发布的内容")
        if isinstance(entry.content, PolicyDocument):
            return CitedDocument(entry_id, entry.content, entry.successor)
        if await self._records.any_withdrawn(entry.content.documents):
            raise NotFound("没有这条已发布的内容")
        return await self._behind(entry, entry.content, clause, title)

    async def _behind(self, entry: PublishedEntry, content: Interpretation, clause: str, title: str) -> CitedDocument:
        sources = [*(s for pair in content.questions for s in pair.basis), *map(Source, content.documents)]
        fitting = [s.title for s in sources if (s.title == title if title else clause in ("", s.clause))]
        if not fitting:
            raise NotFound("这条解读没有引用这一条")
        document = await self._titled(fitting[0])
        if document is None or not isinstance(document.content, PolicyDocument):
            only_named = PolicyDocument(fitting[0], content.region, validity=content.validity)
            return CitedDocument(entry.id, only_named, entry.successor)
        return CitedDocument(entry.id, document.content, document.successor)

    async def _titled(self, title: str) -> PublishedEntry | None:
        """Return the published document with a title; of two of them the one that citations take."""
        public = (EntryRow.id == RevisionRow.entry_id) & (EntryRow.published_revision == RevisionRow.number)
        found = await self._session.scalar(
            select(EntryRow.id)
            .join(RevisionRow, public)
            .where(RevisionRow.title == title, EntryRow.kind == EntryKind.DOCUMENT)
            .order_by(EntryRow.id.desc())
            .limit(1)
        )
        return await self._records.published(found) if found else None
