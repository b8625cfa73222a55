"""The change log: numbered lines that every replica applies in order.

A reader that has applied number n asks for what came after n, so a line must never become visible after a later
one. SQLite has one writer at a time; PostgreSQL hands out numbers before commit, hence the lock. Whoever changes
records takes it before reading what the change depends on, so nobody waits for a row while holding it.
"""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.tables import ChangeRow
from knowledge.clock import Clock

_LOCK = 20211


@dataclass(frozen=True, slots=True)
class Change:
    """One line. ``revision`` is None when the entry is withdrawn."""

    sequence: int
    entry_id: str
    revision: int | None


async def lock_records(session: AsyncSession) -> None:
    """Make this transaction the only one that changes records, until it ends; taking it again is free."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def append_change(session: AsyncSession, entry_id: str, revision: int | None, clock: Clock) -> int:
    """Append a line inside the caller's transaction and return its number."""
    await lock_records(session)
    action = "withdraw" if revision is None else "publish"
    row = ChangeRow(entry_id=entry_id, action=action, revision=revision, at=clock())
    session.add(row)
    await session.flush()
    return row.sequence


async def changes_after(session: AsyncSession, sequence: int, *, limit: int = 500) -> list[Change]:
    """Return the lines after ``sequence``, oldest first."""
    rows = await session.scalars(
        select(ChangeRow).where(ChangeRow.sequence > sequence).order_by(ChangeRow.sequence).limit(limit)
    )
    return [Change(row.sequence, row.entry_id, row.revision) for row in rows]


async def last_sequence(session: AsyncSession) -> int:
    """Return the number of the newest line, 0 where there is none."""
    return await session.scalar(select(func.max(ChangeRow.sequence))) or 0
