"""Reading the audit log: newest first by filters, or oldest first as a stream."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.tables import AuditRow
from api.db.engine import Database
from knowledge.clock import CHINA

PAGE, CHUNK = 100, 500


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for. ``action`` and ``subject`` are compared from the beginning, days are days in China."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on a line."""
        found: list[ColumnElement[bool]] = []
        if self.actor:
            found.append(AuditRow.actor == self.actor)
        if self.action:
            found.append(AuditRow.action.startswith(self.action, autoescape=True))
        if self.subject:
            found.append(AuditRow.subject.startswith(self.subject, autoescape=True))
        if self.since:
            found.append(AuditRow.at >= start_of(self.since))
        if self.until:
            found.append(AuditRow.at < start_of(self.until + timedelta(days=1)))
        return found


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the log."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, Any]
    hash: str


async def page_of(
    session: AsyncSession, chosen: AuditFilter, before: int | None
) -> tuple[Sequence[AuditLine], int | None]:
    """Return the newest lines below ``before``, and where the next page begins, or nothing at the end."""
    query = select(AuditRow).where(*chosen.conditions()).order_by(AuditRow.sequence.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditRow.sequence < before)
    lines = [line_of(row) for row in await session.scalars(query)]
    return lines[:PAGE], lines[PAGE - 1].sequence if len(lines) > PAGE else None


async def stream(database: Database, chosen: AuditFilter, *, after: int = 0) -> AsyncIterator[AuditRow]:
    """Yield lines oldest first, a few hundred in memory at a time; each piece is read by itself, so nothing is held up."""
    while True:
        query = (
            select(AuditRow)
            .where(AuditRow.sequence > after, *chosen.conditions())
            .order_by(AuditRow.sequence)
            .limit(CHUNK)
        )
        async with database.read() as session:
            rows = (await session.scalars(query)).all()
        for row in rows:
            yield row
        if len(rows) < CHUNK:
            return
        after = rows[-1].sequence


async def last_line(session: AsyncSession) -> AuditLine | None:
    """Return the newest line."""
    row = await session.scalar(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1))
    return line_of(row) if row else None


def line_of(row: AuditRow) -> AuditLine:
    """Return the line of a row."""
    return AuditLine(row.sequence, row.at, row.actor, row.action, row.subject, row.details, row.hash)


def start_of(day: date) -> datetime:
    """Return the first moment of a day in China."""
    return datetime.combine(day, time(), CHINA)
