"""How far the log has been read."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.db.inserting import insert_into
from api.platforms.tables import PlatformCursorRow


class CursorRepository:
    """Reads and writes cursors inside the caller's session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, account: str) -> str:
        """Return where to read on; empty at the beginning."""
        row = await self._session.get(PlatformCursorRow, account, populate_existing=True)
        return row.cursor if row else ""

    async def move(self, account: str, cursor: str, now: datetime) -> None:
        """Note where to read on."""
        values = {"cursor": cursor, "read_at": now}
        insert = insert_into(self._session, PlatformCursorRow).values(account=account, **values)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=[PlatformCursorRow.account], set_=values)
        )
