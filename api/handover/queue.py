"""The questions that wait, in the order in which they are taken, and how fast they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnExpressionArgument, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.handover.rules import EstimateRule
from api.handover.states import CloseReason, RequestState
from api.handover.tables import PersonRequestRow
from api.presence.repository import Presences
from knowledge.clock import Clock

_AT_MOST = 500  # closed questions that an estimate looks at
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Queue:
    """``places`` are by conversation, 1 is next; ``pace`` the seconds for each place, nothing where that is not known."""

    places: Mapping[str, int]
    pace: float | None = None

    def place(self, conversation_id: str) -> int:
        """Return the place of a conversation; 0 where it does not wait."""
        return self.places.get(conversation_id, 0)

    def wait_seconds(self, place: int) -> int | None:
        """Return how long a place waits, in whole minutes; nothing where that cannot be said."""
        return None if self.pace is None or not place else ceil(place * self.pace / _SECONDS) * _SECONDS


def in_order() -> tuple[ColumnExpressionArgument[Any], ...]:
    """Return the order: what was given on goes first, for its citizen has waited once; then who waits longest."""
    given_on = or_(PersonRequestRow.department != "", PersonRequestRow.wanted != "")
    return case((given_on, 0), else_=1), PersonRequestRow.created_at, PersonRequestRow.id


async def read_queue(session: AsyncSession, clock: Clock, rule: EstimateRule) -> Queue:
    """Return the queue as it stands."""
    waiting = await session.scalars(
        select(PersonRequestRow.conversation_id)
        .where(PersonRequestRow.state == RequestState.WAITING)
        .order_by(*in_order())
    )
    places = {conversation_id: place for place, conversation_id in enumerate(waiting, 1)}
    return Queue(places, await _pace(session, clock, rule) if places else None)


async def _pace(session: AsyncSession, clock: Clock, rule: EstimateRule) -> float | None:
    """Return the seconds that a place takes: what was handled tells, and who could take the next one.

    People may have several conversations at once, so that the time of one shared by those who are there is too much; what
    was closed in all is too little where few asked. The smaller of the two is nearer.
    """
    available = await Presences(session, clock).available()
    if not available:
        return None
    handled = await handling_seconds(session, clock() - timedelta(minutes=rule.minutes))
    if len(handled) < rule.handled:
        return None
    return min(sum(handled) / len(handled) / available, rule.minutes * _SECONDS / len(handled))


async def handling_seconds(session: AsyncSession, since: datetime) -> Sequence[float]:
    """Return how long each question took that a person closed since then, from its taking to its end."""
    rows = await session.execute(
        select(PersonRequestRow.taken_at, PersonRequestRow.closed_at)
        .where(
            PersonRequestRow.state == RequestState.CLOSED,
            PersonRequestRow.closed_at >= since,
            PersonRequestRow.taken_at.is_not(None),
            PersonRequestRow.close_reason != CloseReason.IDLE,
        )
        .order_by(PersonRequestRow.closed_at.desc())
        .limit(_AT_MOST)
    )
    return [(closed - taken).total_seconds() for taken, closed in rows if taken and closed]
