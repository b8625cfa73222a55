"""Versions of the dictionary: every query about them is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.dictionary.tables import DictionaryVersionRow
from knowledge.clock import Clock
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange
from knowledge.errors import NotFound

_LOCK = 20212


@dataclass(frozen=True, slots=True)
class DictionaryVersion:
    """One version: what changed with it, who made it and why."""

    number: int
    changes: tuple[WordChange, ...]
    author: str
    reason: str
    at: datetime


class DictionaryRepository:
    """Reads and writes versions inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def lock(self) -> None:
        """Make this transaction the only one that changes the dictionary, until it ends."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    async def newest(self) -> int:
        """Return the number of the newest version, 0 where there is none."""
        return await self._session.scalar(select(func.max(DictionaryVersionRow.number))) or 0

    async def at(self, number: int) -> Dictionary:
        """Return the own words as they were with a version.

        Raises:
            NotFound: there is no such version; 0 is that of the shipped words alone.
        """
        if not 0 <= number <= await self.newest():
            raise NotFound(f"词典没有第 {number} 版")
        rows = await self._session.scalars(
            select(DictionaryVersionRow)
            .where(DictionaryVersionRow.number <= number)
            .order_by(DictionaryVersionRow.number)
        )
        dictionary = Dictionary()
        for row in rows:
            dictionary = dictionary.changed(read_changes(row.changes))
        return dictionary

    async def append(self, changes: Sequence[WordChange], *, author: str, reason: str) -> int:
        """Store the next version and return its number."""
        number = await self.newest() + 1
        rows = write_changes(changes)
        self._session.add(
            DictionaryVersionRow(number=number, changes=rows, author=author[:80], reason=reason, at=self._clock())
        )
        await self._session.flush()
        return number

    async def versions(self, limit: int = 100) -> list[DictionaryVersion]:
        """Return the newest versions, newest first."""
        rows = await self._session.scalars(
            select(DictionaryVersionRow).order_by(DictionaryVersionRow.number.desc()).limit(limit)
        )
        return [
            DictionaryVersion(row.number, read_changes(row.changes), row.author, row.reason, row.at) for row in rows
        ]


def write_changes(changes: Sequence[WordChange]) -> list[dict[str, str]]:
    """Return changes as JSON can hold them."""
    return [
        {"op": change.op, "group": word.group, "said": word.said, "official": word.official, "note": word.note}
        for change in changes
        for word in (change.word,)
    ]


def read_changes(rows: Sequence[dict[str, str]]) -> tuple[WordChange, ...]:
    """Return changes from JSON."""
    return tuple(
        WordChange(Op(row["op"]), DictionaryWord(Group(row["group"]), row["said"], row["official"], row["note"]))
        for row in rows
    )
