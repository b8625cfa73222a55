"""What contradicts what in the whole base, told every night to the people of the departments concerned."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from time import sleep
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.notices import Notices
from api.curation.people import curators, in_charge
from api.db.engine import Database
from api.records.tables import CatalogueRow
from knowledge.clock import CHINA, Clock
from knowledge.conflicts.comparing import Verdict
from knowledge.conflicts.conflict import Conflict
from knowledge.embedding.encoder import Progress

KIND = "contradiction"
_NIGHT_HOURS = range(1, 5)  # in China, when hardly anybody asks
_AT_ONCE = 50  # conflicts a transaction, so that nobody has to wait long for it
_PAUSE_SECONDS = 0.002  # after each answer, for the questions of citizens

Check: TypeAlias = Callable[[Progress], Awaitable[Sequence[Conflict]]]


class BrokenOff(Exception):  # no error: it ends the thread of a check that nobody waits for any more
    """The check was told to end."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two entries: what is asked of it and what it says, and the same of the other."""

    entry_id: str
    other_id: str
    question: str
    told: str


class ContradictionNotices:
    """Tells people once of each contradiction; one that is mended and comes back in other words is another."""

    def __init__(self, database: Database, clock: Clock, check: Check) -> None:
        """``check`` looks through the whole base in a thread and calls its progress after each answer."""
        self._database = database
        self._clock = clock
        self._check = check

    async def run(self) -> None:
        """Check and tell; the thread of the check ends soon after this is cancelled."""
        await self.tell()

    def at_night(self) -> bool:
        """Whether it is night in China."""
        return is_night(self._clock())

    async def tell(self) -> int:
        """Check the base and write a notice for each person and contradiction; return how many are new."""
        over = Event()

        def go_on(_done: int, _total: int) -> None:
            if over.is_set():
                raise BrokenOff
            sleep(_PAUSE_SECONDS)

        try:
            found = await self._check(go_on)
        finally:
            over.set()
        contradictions, told = [one for one in found if one.verdict is Verdict.DIFFERENT], 0
        for first in range(0, len(contradictions), _AT_ONCE):
            async with self._database.write() as session:
                told += await self._write(session, contradictions[first : first + _AT_ONCE])
        return told

    async def _write(self, session: AsyncSession, conflicts: Iterable[Conflict]) -> int:
        sides = [(key_of(conflict), side) for conflict in conflicts for side in _sides(conflict)]
        ids = {side.entry_id for _, side in sides} | {side.other_id for _, side in sides}
        rows = await session.scalars(select(CatalogueRow).where(CatalogueRow.entry_id.in_(ids)))
        lines, known, told = {row.entry_id: row for row in rows}, await curators(session), 0
        for key, side in sides:
            line, other = lines.get(side.entry_id), lines.get(side.other_id)
            if line is None or other is None:
                continue
            text = f"“{side.question[:100]}”{_beside(side, other)}{side.told}"
            for person in sorted(in_charge(line, known)):
                told += await Notices(session, self._clock).tell(person, KIND, line, key=key, text=text)
        return told


def is_night(moment: datetime) -> bool:
    """Whether a moment is at night in China."""
    return moment.astimezone(CHINA).hour in _NIGHT_HOURS


def key_of(conflict: Conflict) -> str:
    """Return what is the same for the same contradiction, from whichever side it is met."""
    sides = (
        (conflict.own_entry, conflict.question, conflict.mine),
        (conflict.entry_id, conflict.other_question, conflict.theirs),
    )
    return hashlib.sha256(repr((str(conflict.kind), sorted(sides))).encode()).hexdigest()[:40]


def _sides(conflict: Conflict) -> Iterator[_Side]:
    mine = [f"{found.label}：{found.mine} ↔ {found.theirs}" for found in conflict.differences] or [conflict.note]
    yield _Side(conflict.own_entry, conflict.entry_id, conflict.question, "；".join(mine)[:400])
    if conflict.entry_id != conflict.own_entry:
        theirs = [f"{found.label}：{found.theirs} ↔ {found.mine}" for found in conflict.differences] or [conflict.note]
        yield _Side(conflict.entry_id, conflict.own_entry, conflict.other_question, "；".join(theirs)[:400])


def _beside(side: _Side, other: CatalogueRow) -> str:
    return "：" if side.other_id == side.entry_id else f"和《{other.title[:100]}》不一致："
