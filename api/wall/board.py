"""The figures of the wall, from the records; however many walls there are, they are read once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.handover.states import CloseReason, RequestState
from api.handover.tables import PersonRequestRow
from api.hotline.port import CallState
from api.hotline.tables import CallRow
from api.presence.service import colleagues
from api.presence.states import PresenceState
from api.wall.schemas import Wall, WallCalls, WallDepartment, WallPerson
from knowledge.clock import CHINA, Clock

_FRESH_SECONDS = 1.0


class Board:
    """Reads the figures of today."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reading = asyncio.Lock()
        self._known: tuple[float, Wall] | None = None

    async def now(self) -> Wall:
        """Return the figures, a second old at most."""
        async with self._reading:
            if self._known is None or monotonic() - self._known[0] >= _FRESH_SECONDS:
                self._known = (monotonic(), await self.read())
            return self._known[1]

    async def read(self) -> Wall:
        """Read the figures."""
        now = self._clock()
        midnight = now.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._database.read() as session:
            requests = await _requests(session, midnight)
            people = await colleagues(session, self._clock)
            calls = await _calls(session, midnight)
        waiting = [one for one in requests if one.state == RequestState.WAITING]
        closed = [one for one in requests if one.closed_at is not None and one.closed_at >= midnight]
        handled = [one for one in closed if one.taken_at is not None and one.close_reason != CloseReason.IDLE]
        taken = [one for one in requests if one.taken_at is not None and one.taken_at >= midnight]
        ratings = [
            one.rating for one in requests if one.rating is not None and one.rated_at and one.rated_at >= midnight
        ]
        return Wall(
            at=now,
            waiting=len(waiting),
            longest_wait_seconds=max((_seconds(one.created_at, now) for one in waiting), default=0),
            taken=sum(one.state == RequestState.TAKEN for one in requests),
            closed_today=len(closed),
            average_wait_seconds=_mean([_seconds(one.created_at, one.taken_at or now) for one in taken]),
            average_handling_seconds=_mean([_seconds(one.taken_at or now, one.closed_at or now) for one in handled]),
            rating_average=round(sum(ratings) / len(ratings), 2) if ratings else None,
            rated=len(ratings),
            calls=calls,
            people=[
                WallPerson(
                    username=one.username, name=one.name, state=one.state, since=one.since,
                    conversations=one.conversations,
                )
                for one in people
                if one.state is not PresenceState.AWAY or one.conversations
            ],
            departments=[
                WallDepartment(name=name, waiting=count)
                for name, count in sorted(Counter(one.department for one in waiting if one.department).items())
            ],
        )  # fmt: skip


async def _requests(session: AsyncSession, midnight: datetime) -> Sequence[PersonRequestRow]:
    row = PersonRequestRow
    of_today = or_(
        row.state != RequestState.CLOSED, row.closed_at >= midnight, row.taken_at >= midnight, row.rated_at >= midnight
    )
    return (await session.scalars(select(row).where(of_today))).all()


async def _calls(session: AsyncSession, midnight: datetime) -> WallCalls:
    of_today = or_(CallRow.started_at >= midnight, CallRow.ended_at >= midnight)
    rows = await session.execute(select(CallRow.state, func.count()).where(of_today).group_by(CallRow.state))
    counts = {row[0]: row[1] for row in rows}
    return WallCalls(
        ringing=counts.get(CallState.RINGING, 0),
        answered=counts.get(CallState.ANSWERED, 0),
        ended_today=counts.get(CallState.ENDED, 0),
    )


def _seconds(start: datetime, end: datetime) -> int:
    return max(int((end - start).total_seconds()), 0)


def _mean(values: Sequence[int]) -> int | None:
    return round(sum(values) / len(values)) if values else None
