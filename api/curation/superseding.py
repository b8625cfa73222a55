"""Repealing policy documents: by a decision, or because a newer one says so (同时废止)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.events import Events
from api.records.entry import EntryKind
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.records.succession import predecessors
from api.records.tables import EntryRow, RevisionRow
from knowledge.clock import Clock, china_day
from knowledge.documents.metadata import repeals_in
from knowledge.errors import Conflict
from knowledge.model.document import PolicyDocument
from knowledge.model.validity import Status, Validity


class Superseding:
    """Ends documents inside the caller's transaction; what explains them leaves with them."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._records = RecordRepository(session, clock)

    async def repeal(
        self, actor: str, entry_id: str, repealed_on: date, reason: str, *, successor_id: str | None = None
    ) -> None:
        """Publish a revision of a published document that says from which day on it no longer holds.

        Raises:
            Conflict: it is not a published document, or would be its own successor.
        """
        published = await self._records.published(entry_id)
        if published is None or not isinstance(published.content, PolicyDocument):
            raise Conflict(f"条目 {entry_id} 不是已发布的政策文件")
        content = replace(published.content, validity=replace(published.content.validity, repealed_on=repealed_on))
        number, _ = await self._records.add_revision(entry_id, content, author=actor, reason=f"废止：{reason}"[:500])
        publisher = Publisher(self._session, self._clock)
        await publisher.publish(entry_id, number)
        if successor_id is not None:
            await publisher.supersede(entry_id, successor_id)
        named = {"successor": successor_id} if successor_id else {}
        await Events(self._session, self._clock).note(
            actor, "repealed", entry_id, number, reason, repealed_on=repealed_on.isoformat(), **named
        )

    async def repeal_named(self, actor: str, entry_id: str, document: PolicyDocument) -> list[str]:
        """Repeal the published documents that this one says end with it, from its own first day; return their ids."""
        day = document.validity.effective_from or document.written_on or china_day(self._clock())
        repealed = []
        for old_id in await self._named(entry_id, document):
            published = await self._records.published(old_id)
            if published is None or not _holds_until(published.content.validity, day):
                continue
            if any(row.id == entry_id for row in await predecessors(self._session, old_id)):
                continue  # the other one is named as what replaced this: no circle
            await self.repeal(actor, old_id, day, f"《{document.title}》规定同时废止", successor_id=entry_id)
            repealed.append(old_id)
        return repealed

    async def _named(self, entry_id: str, document: PolicyDocument) -> list[str]:
        wanted = list(_names(document))
        numbers, titles = [n for _, n in wanted if n], [title for title, n in wanted if not n]
        rows = await self._session.scalars(
            select(EntryRow.id)
            .join(
                RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.published_revision)
            )
            .where(
                EntryRow.kind == EntryKind.DOCUMENT,
                EntryRow.id != entry_id,
                RevisionRow.document_number.in_(numbers) | RevisionRow.title.in_(titles),
            )
            .order_by(EntryRow.id)
        )
        return list(rows) if wanted else []


def _holds_until(validity: Validity, day: date) -> bool:
    """Whether a document began before the day and has not ended by then."""
    began = validity.effective_from is None or validity.effective_from < day
    return began and validity.status(day) not in {Status.REPEALED, Status.EXPIRED}


def _names(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    """Yield title and number of what the document's own clauses say is no longer in force."""
    for repeal in repeals_in(clause.text for clause in document.clauses):
        yield repeal.title, repeal.number
