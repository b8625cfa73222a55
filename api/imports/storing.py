"""Rows into the records, as drafts."""

import secrets
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.events import IMPORTED, Events
from api.imports.contents import text_of
from api.imports.library import Library, mark_of, remember
from api.imports.scope import Scope, refusal
from api.records.change_log import lock_records
from api.records.codec import Content
from api.records.entry import EntryKind, kind_of
from api.records.repository import RecordRepository
from knowledge.clock import Clock
from knowledge.errors import NotAllowed, NotFound
from knowledge.model.document import PolicyDocument

_PREFIXES = {EntryKind.DOCUMENT: "doc", EntryKind.INTERPRETATION: "int"}


@dataclass(frozen=True, slots=True)
class Storable:
    """What is to be stored. ``target`` is the entry to revise; without one it is looked for, unless ``apart``."""

    content: Content
    source: str
    target: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """Where it was stored, and whether anything changed by that."""

    entry_id: str
    revision: int
    changed: bool
    created: bool


class Storing:
    """Stores rows inside the caller's transaction, for one person."""

    def __init__(self, session: AsyncSession, clock: Clock, author: str, scope: Scope | None) -> None:
        self._session = session
        self._records = RecordRepository(session, clock)
        self._library = Library(session, clock)
        self._events = Events(session, clock)
        self._author = author
        self._scope = scope

    async def store(self, row: Storable) -> Stored:
        """Store one row as a draft; nothing is written where it is refused.

        Raises:
            InvalidInput: the content cannot be stored.
            NotAllowed: it is not this person's own, or the entry that it revises is not.
            NotFound: the entry to revise does not exist.
        """
        content = row.content
        if reason := refusal(self._scope, content):
            raise NotAllowed(reason, remedy="请选对责任部门和地区，或者请那个部门的人导入")
        target = row.target or ("" if row.apart else await self._existing(content))
        await self._check_target(target, content)
        entry_id = target or f"{_PREFIXES[kind_of(content)]}-{secrets.token_hex(8)}"
        reason = f"导入 {row.source}"[:500]
        revision, changed = await self._records.add_revision(entry_id, content, author=self._author, reason=reason)
        if changed:
            await self._events.note(self._author, IMPORTED, entry_id, revision, reason)
            await remember(self._session, entry_id, revision, mark_of(text_of(content)))
        return Stored(entry_id, revision, changed, not target)

    async def _existing(self, content: Content) -> str:
        """Return the entry that says this already in another revision; other writers wait from here on."""
        if isinstance(content, PolicyDocument):
            return await self._records.find_document(content.document_number, content.title) or ""
        await lock_records(self._session)
        found = await self._library.interpretations(content.title, content.department)
        return found[0].entry_id if found else ""

    async def _check_target(self, target: str, content: Content) -> None:
        if not target:
            return
        known = await self._library.entry(target, kind_of(content))
        if known is None:
            raise NotFound(f"没有条目 {target}，或者它是另一类内容")
        if self._scope and (reason := self._scope.refusal(known.department, known.region)):
            raise NotAllowed(
                f"要修订的条目《{known.title[:40]}》{reason}", remedy="请另存为新条目，或者请那个部门的人修订"
            )
