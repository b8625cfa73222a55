"""Watches and their pages: every query about them is here."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.events import IMPORTED
from api.curation.tables import EntryEventRow
from api.records.tables import CatalogueRow
from api.watches.listing import ListedPage
from api.watches.tables import MAX_URL, WatchedPageRow, WatchRow
from knowledge.clock import Clock
from knowledge.errors import NotFound


class Watches:
    """Reads and writes watches inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def get(self, watch_id: str) -> WatchRow:
        """Return a watch.

        Raises:
            NotFound: there is none.
        """
        row = await self._session.get(WatchRow, watch_id)
        if row is None:
            raise NotFound(f"没有关注 {watch_id[:40]}")
        return row

    async def all(self) -> Sequence[WatchRow]:
        """Return every watch, the newest first."""
        return (await self._session.scalars(select(WatchRow).order_by(WatchRow.created_at.desc(), WatchRow.id))).all()

    async def due(self) -> Sequence[str]:
        """Return the watches that are due, the longest waiting first."""
        query = select(WatchRow.id).where(WatchRow.due_at <= self._clock()).order_by(WatchRow.due_at)
        return (await self._session.scalars(query)).all()

    async def waiting(self, watch_id: str) -> int:
        """Return how many pages were to be looked at and were not yet."""
        query = select(func.count()).where(WatchedPageRow.watch_id == watch_id, WatchedPageRow.due)
        return await self._session.scalar(query) or 0

    async def drafts(self, watch_id: str, most: int) -> Sequence[tuple[str, str]]:
        """Return id and title of the entries that got a revision from pages of a watch, the last ones first."""
        newest = func.max(EntryEventRow.id)
        pages = select(WatchedPageRow.entry_id).where(
            WatchedPageRow.watch_id == watch_id, WatchedPageRow.entry_id != ""
        )
        query = (
            select(CatalogueRow.entry_id, CatalogueRow.title)
            .join(EntryEventRow, EntryEventRow.entry_id == CatalogueRow.entry_id)
            .where(CatalogueRow.entry_id.in_(pages), EntryEventRow.kind == IMPORTED)
            .group_by(CatalogueRow.entry_id, CatalogueRow.title)
            .order_by(newest.desc())
            .limit(most)
        )
        return [(row.entry_id, row.title) for row in await self._session.execute(query)]

    async def next_pages(self, watch_id: str, limit: int) -> Sequence[WatchedPageRow]:
        """Return pages to look at: new ones before known ones, in the order of the list."""
        query = select(WatchedPageRow).where(WatchedPageRow.watch_id == watch_id, WatchedPageRow.due)
        order = (WatchedPageRow.checked_at.is_not(None), WatchedPageRow.place)
        return (await self._session.scalars(query.order_by(*order).limit(limit))).all()

    async def list_pages(self, watch_id: str, pages: Sequence[ListedPage]) -> None:
        """Note what a list names now; all of it is to be looked at."""
        for place, page in enumerate(pages):
            if len(page.url) > MAX_URL:
                continue
            key = (watch_id, hashlib.sha256(page.url.encode()).hexdigest())
            row = await self._session.get(WatchedPageRow, key)
            if row is None:
                row = WatchedPageRow(
                    watch_id=watch_id, url_hash=key[1], url=page.url, checked_at=None, etag="", last_modified="",
                    text_hash="", entry_id="", error="",
                )  # fmt: skip
                self._session.add(row)
            row.title, row.place, row.due = page.title.replace("\0", "")[:500], place, True

    async def look_again(self, watch_id: str) -> None:
        """Note that every page of the list as it was is to be looked at."""
        await self._session.execute(update(WatchedPageRow).where(WatchedPageRow.watch_id == watch_id).values(due=True))

    async def delete(self, watch_id: str) -> None:
        """Forget a watch; the drafts it brought stay."""
        await self._session.execute(delete(WatchedPageRow).where(WatchedPageRow.watch_id == watch_id))
        await self._session.execute(delete(WatchRow).where(WatchRow.id == watch_id))
