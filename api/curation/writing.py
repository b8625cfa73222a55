"""Writing entries: new ones, and new revisions on the basis of the one that the writer saw."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.errors import NotYours
from api.accounts.service import Account
from api.curation.autosave import Autosaves
from api.curation.content import read_content
from api.curation.errors import EntryChanged
from api.curation.events import Events
from api.curation.stages import Action
from api.curation.steps import Steps
from api.curation.work import check_owns, person_of
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.codec import Content
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from knowledge.clock import Clock
from knowledge.errors import Conflict
from knowledge.model.document import PolicyDocument

_PREFIXES = {EntryKind.DOCUMENT: "doc", EntryKind.INTERPRETATION: "int"}


class AlreadyExists(Conflict):
    """已经有这个文号的文件"""

    code = "already_exists"


class Writing:
    """Stores what people write, inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock, eyes: int) -> None:
        self._session = session
        self._clock = clock
        self._steps = Steps(session, clock, eyes)
        self._records = RecordRepository(session, clock)
        self._events = Events(session, clock)

    async def create(
        self, account: Account, kind: EntryKind, raw: Mapping[str, Any], reason: str, draft_id: str = ""
    ) -> str:
        """Store a new entry and return its id; the autosave it came from goes.

        Raises:
            ContentRefused: a field cannot be used.
            NotYours: a curator writes for another department.
            AlreadyExists: there is a document of this number.
        """
        content = read_content(kind, raw)
        _check_for(account, content)
        await lock_records(self._session)
        if isinstance(content, PolicyDocument) and content.document_number:
            known = await self._records.find_document(content.document_number, content.title)
            if known is not None:
                raise AlreadyExists(f"已经有文号为 {content.document_number} 的文件", remedy=f"请修改条目 {known}")
        entry_id = f"{_PREFIXES[kind]}-{secrets.token_hex(8)}"
        await self._records.add_revision(entry_id, content, author=account.username, reason=reason or "新建")
        await self._events.note(account.username, "created", entry_id, 1, reason)
        if draft_id:
            await Autosaves(self._session, self._clock).remove(account.username, draft_id)
        return entry_id

    async def save(
        self, account: Account, entry_id: str, raw: Mapping[str, Any], reason: str, base_revision: int
    ) -> int:
        """Store a new revision and return its number; content that says the same makes none.

        Raises:
            ContentRefused: a field cannot be used.
            EntryChanged: somebody saved another revision meanwhile; nothing is stored.
            NotYours: the entry was or would become another department's.
        """
        await lock_records(self._session)
        row = await Catalogue(self._session, self._clock).line(entry_id)
        check_owns(account, row)
        content = read_content(EntryKind(row.kind), raw)
        _check_for(account, content)
        await self._steps.begun(Action.EDIT, person_of(account), entry_id)
        if base_revision != row.revision:
            raise EntryChanged(f"{row.updated_by} 已经保存了第 {row.revision} 版", remedy="请合并后再保存")
        number, is_new = await self._records.add_revision(
            entry_id, content, author=account.username, reason=reason or "修改"
        )
        if is_new:
            await self._events.note(account.username, "saved", entry_id, number, reason)
        await Autosaves(self._session, self._clock).remove(account.username, entry_id)
        return number


def _check_for(account: Account, content: Content) -> None:
    if not account.owns(content.department, content.region):
        raise NotYours("只能为本部门、本地区编写", remedy=f"您的部门：{'、'.join(account.departments) or '没有设置'}")
