"""The change log: numbered lines that every replica applies in order.

A reader that has applied number n asks for what came after n, so a line must never become visible after a later
one. SQLite has one writer at a time; PostgreSQL hands out numbers before commit, hence the lock. Whoever changes
records takes it before reading what the change depends on, so nobody waits for a row while holding it.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.tables import ChangeRow
from knowledge.clock import Clock
from knowledge.errors import Conflict

CHANNEL = "yihaoda_changes"
"""What PostgreSQL notifies when a transaction that appended lines commits (a trigger of the migrations does it)."""

_LOCK, _LOCKED_IN = 20211, "yihaoda_records_locked_in"
_MARK_LENGTH = 16


class LogReplaced(Conflict):
    """变更日志不是先前跟随的那一份"""

    code = "log_replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """One line. ``revision`` is None when the entry is withdrawn."""

    sequence: int
    entry_id: str
    revision: int | None
    at: datetime

    @property
    def mark(self) -> str:
        """What tells this line from one of the same number in another log, or in one that was restored and went on."""
        line = f"{self.sequence}|{self.entry_id}|{self.revision}|{self.at.astimezone(UTC).isoformat()}"
        return hashlib.sha256(line.encode()).hexdigest()[:_MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader is: the number and the mark of the last line it has applied; before the first line, 0 and none."""

    sequence: int = 0
    mark: str = ""


async def lock_records(session: AsyncSession) -> None:
    """Make this transaction the only one that changes records, until it ends; taking it again is free."""
    transaction = session.sync_session.get_transaction()
    if session.get_bind().dialect.name != "postgresql":
        return
    if transaction is not None and session.info.get(_LOCKED_IN) is transaction:
        return
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    session.info[_LOCKED_IN] = session.sync_session.get_transaction()


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
    rows = await session.execute(
        select(ChangeRow.sequence, ChangeRow.entry_id, ChangeRow.revision, ChangeRow.at)
        .where(ChangeRow.sequence > sequence)
        .order_by(ChangeRow.sequence)
        .limit(limit)
    )
    return [Change(*row) for row in rows]


async def follow(session: AsyncSession, position: Position, *, limit: int) -> list[Change]:
    """Return the lines after a position, oldest first.

    Raises:
        LogReplaced: the line at the position is gone or another one: a backup was restored.
    """
    if position == Position():
        return await changes_after(session, 0, limit=limit)
    here, *after = await changes_after(session, position.sequence - 1, limit=limit + 1) or (None,)
    if here is None or Position(here.sequence, here.mark) != position:
        raise LogReplaced
    return after


async def last_sequence(session: AsyncSession) -> int:
    """Return the number of the newest line, 0 where there is none."""
    return await session.scalar(select(func.max(ChangeRow.sequence))) or 0
