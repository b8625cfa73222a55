"""What a person has typed and not saved: it outlives the browser."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.rules import curation_rules
from api.curation.tables import AutosaveRow
from knowledge.clock import Clock
from knowledge.errors import InvalidInput, NotFound


class Autosaves:
    """One for each person and entry, inside the caller's transaction. It need not be complete, nor correct."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def get(self, username: str, entry_id: str) -> AutosaveRow:
        """Return what was kept.

        Raises:
            NotFound: nothing was.
        """
        row = await self._session.get(AutosaveRow, (username, entry_id))
        if row is None:
            raise NotFound("没有自动保存的内容")
        return row

    async def keep(self, username: str, entry_id: str, content: Mapping[str, Any], base_revision: int) -> AutosaveRow:
        """Keep the content in place of what was kept before.

        Raises:
            InvalidInput: it is too large, or holds what no database can store.
        """
        text = json.dumps(content, ensure_ascii=False)
        if len(text.encode("utf-8", "surrogatepass")) > curation_rules().limits.autosave_bytes:
            raise InvalidInput("内容太大，没有自动保存", remedy="请分成几个条目")
        if "\\u0000" in text or any("\ud800" <= char <= "\udfff" for char in text):
            raise InvalidInput("含有无法保存的字符，没有自动保存")
        row = await self._session.get(AutosaveRow, (username, entry_id), with_for_update=True)
        if row is None:
            row = AutosaveRow(username=username, entry_id=entry_id)
            self._session.add(row)
        row.content, row.base_revision, row.saved_at = dict(content), base_revision, self._clock()
        await self._session.flush()
        return row

    async def remove(self, username: str, entry_id: str) -> None:
        """Forget what was kept."""
        await self._session.execute(
            delete(AutosaveRow).where(AutosaveRow.username == username, AutosaveRow.entry_id == entry_id)
        )
