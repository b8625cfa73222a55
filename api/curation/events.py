"""What was said and decided about an entry: seen by everybody who works on it, and sealed in the audit log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.trail import AuditTrail
from api.curation.tables import MAX_COMMENT, EntryEventRow
from knowledge.clock import Clock

IMPORTED = "imported"  # a revision that was read from a file, a sheet or a watched page


class Events:
    """Writes and reads what happened to entries, inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def note(self, actor: str, kind: str, entry_id: str, revision: int, text: str = "", **details: Any) -> None:  # noqa: ANN401  # JSON
        """Write a line about an entry, and the same into the audit log."""
        self._session.add(
            EntryEventRow(
                entry_id=entry_id, revision=revision, kind=kind, author=actor[:80], at=self._clock(), text=text[:MAX_COMMENT]
            )
        )  # fmt: skip
        said: Mapping[str, Any] = {"revision": revision, **({"text": text[:500]} if text else {}), **details}
        await AuditTrail(self._session, self._clock).record(actor, f"entry.{kind}", entry_id, said)

    async def of(self, entry_id: str) -> list[EntryEventRow]:
        """Return every line about an entry, the oldest first."""
        rows = await self._session.scalars(
            select(EntryEventRow).where(EntryEventRow.entry_id == entry_id).order_by(EntryEventRow.id)
        )
        return list(rows)
