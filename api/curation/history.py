"""What an entry said before, what was typed and not saved, what people said about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.accounts.service import Account
from api.curation.autosave import Autosaves
from api.curation.content import Json, content_json, read_content
from api.curation.entry_view import EntryView
from api.curation.events import Events
from api.curation.schemas import CommentOut, RevisionLine, RevisionOut
from api.curation.tables import AutosaveRow
from api.db.engine import Database
from api.records.entry import EntryKind
from knowledge.clock import Clock


class HistoryService:
    """Looks back, and keeps what is not a revision yet."""

    def __init__(self, database: Database, clock: Clock, eyes: int) -> None:
        self._database = database
        self._clock = clock
        self._eyes = eyes

    async def revisions(self, account: Account, entry_id: str) -> list[RevisionLine]:
        """Return every revision, the newest first."""
        async with self._database.read() as session:
            return await EntryView(session, self._clock, self._eyes).revisions(account, entry_id)

    async def revision(self, account: Account, entry_id: str, number: int) -> RevisionOut:
        """Return what one revision says."""
        async with self._database.read() as session:
            return await EntryView(session, self._clock, self._eyes).revision(account, entry_id, number)

    async def for_merge(
        self, account: Account, entry_id: str, base_revision: int
    ) -> tuple[Json, RevisionOut, EntryKind]:
        """Return the content that somebody started from, the latest revision, and the kind of the entry."""
        async with self._database.read() as session:
            view = EntryView(session, self._clock, self._eyes)
            row = await view.line(account, entry_id)
            base = await view.revision(account, entry_id, base_revision)
            latest = await view.revision(account, entry_id, row.revision)
        return base.content, latest, EntryKind(row.kind)

    def checked(self, kind: EntryKind, raw: Mapping[str, Any]) -> Json:
        """Return a content as it would be stored, so that like is compared with like.

        Raises:
            ContentRefused: a field cannot be used.
        """
        return content_json(read_content(kind, raw))

    async def kept(self, account: Account, entry_id: str) -> AutosaveRow:
        """Return what a person typed and did not save.

        Raises:
            NotFound: nothing.
        """
        async with self._database.read() as session:
            return await Autosaves(session, self._clock).get(account.username, entry_id)

    async def keep(self, account: Account, entry_id: str, content: Mapping[str, Any], base_revision: int) -> datetime:
        """Keep what a person types, and return when."""
        async with self._database.write() as session:
            kept = await Autosaves(session, self._clock).keep(account.username, entry_id, content, base_revision)
        return kept.saved_at

    async def forget(self, account: Account, entry_id: str) -> None:
        """Forget what was kept."""
        async with self._database.write() as session:
            await Autosaves(session, self._clock).remove(account.username, entry_id)

    async def comments(self, account: Account, entry_id: str) -> list[CommentOut]:
        """Return what was said and decided about an entry, the oldest first."""
        async with self._database.read() as session:
            await EntryView(session, self._clock, self._eyes).line(account, entry_id)
            rows = await Events(session, self._clock).of(entry_id)
        return [
            CommentOut(id=row.id, author=row.author, at=row.at, text=row.text, revision=row.revision, kind=row.kind)
            for row in rows
        ]
