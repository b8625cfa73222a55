"""Keeping the catalogue: every change of an entry is seen in its line at once, in the same transaction."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.rules import curation_rules
from api.records.codec import Content
from api.records.entry import EntryKind, Stage
from api.records.tables import CatalogueRow, EntryRow
from api.records.words import search_words
from knowledge.clock import Clock, china_day
from knowledge.errors import NotFound
from knowledge.model.document import PolicyDocument
from knowledge.model.validity import Validity


class Catalogue:
    """Writes the lines of entries inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def line(self, entry_id: str) -> CatalogueRow:
        """Return the line of an entry.

        Raises:
            NotFound: there is no such entry.
        """
        row = await self.find(entry_id)
        if row is None:
            raise NotFound(f"没有条目 {entry_id[:64]}")
        return row

    async def find(self, entry_id: str) -> CatalogueRow | None:
        """Return the line of an entry, or nothing."""
        found: CatalogueRow | None = await self._session.scalar(
            select(CatalogueRow).where(CatalogueRow.entry_id == entry_id)
        )
        return found

    async def revised(self, entry: EntryRow, content: Content, author: str) -> CatalogueRow:
        """Note a new latest revision: it is a draft, and its author one of those who wrote what is not public."""
        row = await self.find(entry.id)
        if row is None:
            row = CatalogueRow(
                entry_id=entry.id, kind=entry.kind, state=entry.state, published_revision=None, successor_id=None,
                review_due_on=None, scheduled_at=None, assignee="", due_on=None, authors=[],
            )  # fmt: skip
            self._session.add(row)
        row.title, row.department, row.region_code = content.title, content.department, content.region
        row.document_number = content.document_number if isinstance(content, PolicyDocument) else ""
        row.field_name = "" if isinstance(content, PolicyDocument) else content.field_name
        row.revision, row.stage, row.words = entry.latest_revision, Stage.DRAFT, search_words(content)
        row.authors = sorted({*row.authors, author})
        if row.published_revision is None:
            days = content.validity
            row.effective_from, row.expires_on, row.repealed_on = days.effective_from, days.expires_on, days.repealed_on
        self._touch(row, author)
        await self._session.flush()
        return row

    def publish(self, row: CatalogueRow, entry: EntryRow, days: Validity) -> None:
        """Note that a revision became public, which holds on these days: where it is the latest, nothing is left to do."""
        row.effective_from, row.expires_on, row.repealed_on = days.effective_from, days.expires_on, days.repealed_on
        row.state, row.published_revision, row.successor_id = entry.state, entry.published_revision, entry.successor_id
        row.review_due_on = self._review_due(row)
        if entry.published_revision == entry.latest_revision:
            row.stage, row.authors = Stage.NONE, []
        row.updated_at = self._clock()

    def withdraw(self, row: CatalogueRow, entry: EntryRow) -> None:
        """Note that an entry is public no longer; work on a newer revision goes on."""
        was_all = row.published_revision in (None, row.revision)
        row.state, row.published_revision, row.successor_id = entry.state, None, entry.successor_id
        row.review_due_on = None
        if was_all:
            row.stage, row.authors = Stage.NONE, []
        row.updated_at = self._clock()

    def _review_due(self, row: CatalogueRow) -> date:
        return curation_rules().review.due_on(china_day(self._clock()), EntryKind(row.kind), row.field_name)

    def _touch(self, row: CatalogueRow, person: str) -> None:
        row.updated_at, row.updated_by = self._clock(), person[:80]
