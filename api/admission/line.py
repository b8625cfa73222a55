"""The line in front of the turns: first come, first served, and nobody before their turn by asking more often.

Start-time fair queueing: each question of a flow (a visitor, or a conversation of nobody) gets the round after that of the
flow's question before, and never one that is over; within a round the order is that of arrival. A flow has one
question worked on at a time, so the questions of a conversation never overtake each other.
"""

import asyncio
from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from time import monotonic
from types import TracebackType
from typing import Self

from api.admission.errors import Crowded, TooManyWaiting
from api.admission.limits import AdmissionLimits
from api.admission.pace import Pace
from api.health.metrics import QUEUE_LENGTH, QUEUE_SECONDS, TURNS_AT_WORK

_RANK = attrgetter("rank")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a question stands in the line, counted from 1, and how long that takes, in seconds."""

    position: int
    wait_seconds: float


@dataclass(slots=True)
class _Flow:
    """What is in the line of one flow: ``round`` is that of its newest question."""

    questions: int = 0
    round: int = 0
    at_work: bool = False


class Ticket:
    """A place in the line. Leaving the ``with`` block gives it up, wherever it has got to."""

    __slots__ = ("_line", "admitted", "entered", "flow", "is_admitted", "rank")

    def __init__(self, line: "Line", flow: str, rank: tuple[int, int], entered: float) -> None:
        self._line = line
        self.flow = flow
        self.rank = rank
        self.entered = entered
        self.is_admitted = False
        self.admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def outlook(self) -> Outlook | None:
        """How long it still takes; nothing once it is admitted."""
        return None if self.is_admitted else self._line.outlook_of(self)

    def __enter__(self) -> Self:
        """Stand in the line."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it."""
        self._line.leave(self)


class Line:
    """Who is worked on, and who waits. Belongs to one event loop."""

    def __init__(self, limits: AdmissionLimits, now: Callable[[], float] = monotonic) -> None:
        self.limits = limits
        self._now = now
        self._pace = Pace(limits.first_guess_seconds, now)
        self._waiting: list[Ticket] = []  # by rank
        self._flows: dict[str, _Flow] = {}
        self._round = self._arrivals = self._at_work = 0
        self._closed = False

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def enter(self, flow: str) -> Ticket:
        """Stand in the line.

        Raises:
            Crowded: there are too many already.
            TooManyWaiting: there are too many of this flow already.
        """
        one = self._flows.get(flow) or _Flow()
        if len(self._waiting) >= self.limits.waiting:
            raise Crowded(self.retry_after())
        if one.questions > self.limits.waiting_of_one:
            raise TooManyWaiting(self.retry_after())
        self._flows[flow] = one
        one.questions += 1
        one.round = max(one.round, self._round) + 1
        self._arrivals += 1
        ticket = Ticket(self, flow, (one.round, self._arrivals), self._now())
        insort(self._waiting, ticket, key=_RANK)
        self._admit()
        if not ticket.is_admitted:
            self._pace.somebody_waits()
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Let go of a place, or of the work."""
        one = self._flows[ticket.flow]
        one.questions -= 1
        if ticket.is_admitted:
            self._at_work -= 1
            one.at_work = False
            self._pace.departed(somebody_waits=bool(self._waiting))
        else:
            del self._waiting[self._index(ticket)]
        if not one.questions:
            del self._flows[ticket.flow]
        self._admit()

    def close(self) -> None:
        """Let nobody up any more."""
        self._closed = True

    def outlook(self) -> Outlook | None:
        """Return how long a question that came now would wait; nothing where it would not."""
        free = self._at_work < self.limits.at_once and not self._waiting
        return None if free else self._outlook(len(self._waiting))

    def outlook_of(self, ticket: Ticket) -> Outlook:
        """Return how long a waiting question still waits."""
        return self._outlook(self._index(ticket))

    def retry_after(self) -> int:
        """Return in how many seconds the line of now will have gone."""
        return self.limits.retry_after(self._pace.seconds(len(self._waiting)))

    def _outlook(self, ahead: int) -> Outlook:
        return Outlook(ahead + 1, self._pace.seconds(ahead + 1))

    def _index(self, ticket: Ticket) -> int:
        return bisect_left(self._waiting, ticket.rank, key=_RANK)

    def _admit(self) -> None:
        while self._at_work < self.limits.at_once and not self._closed:
            at = next((at for at, ticket in enumerate(self._waiting) if not self._flows[ticket.flow].at_work), None)
            if at is None:
                break
            ticket = self._waiting.pop(at)
            self._round = max(self._round, ticket.rank[0])
            self._flows[ticket.flow].at_work = True
            self._at_work += 1
            QUEUE_SECONDS.observe(self._now() - ticket.entered)
            ticket.is_admitted = True
            if not ticket.admitted.done():  # cancelled: it leaves in a moment
                ticket.admitted.set_result(None)
        QUEUE_LENGTH.set(len(self._waiting))
        TURNS_AT_WORK.set(self._at_work)
