"""How it stands with a citizen's question: its place, how long that takes as far as it is known, and the sentence that says so."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.handover.queue import Queue, read_queue
from api.handover.rules import HandoverRules
from api.handover.states import CloseReason, RequestState
from api.handover.tables import PersonRequestRow
from knowledge.clock import Clock

_SECONDS = 60


class Stands(StrEnum):
    """Where a citizen's last question for a person is."""

    NONE = "none"
    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """``position`` is 1 for who is next and 0 for who does not wait; ``wait_seconds`` is nothing where it is not known."""

    state: Stands
    position: int
    ahead: int
    wait_seconds: int | None
    open: bool
    hours: str
    notice: str


class Standings:
    """Tells citizens how it stands."""

    def __init__(self, database: Database, clock: Clock, rules: HandoverRules) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    async def of(self, conversation_id: str) -> Standing:
        """Return how it stands with a conversation."""
        async with self._database.read() as session:
            last = await last_request(session, conversation_id)
            if last is None:
                return self._standing(Stands.NONE)
            if last.state != RequestState.WAITING:
                return self._standing(Stands(last.state))
            return self.waiting(await self.queue(session), conversation_id)

    async def queue(self, session: AsyncSession) -> Queue:
        """Return the queue, to tell many citizens at once."""
        return await read_queue(session, self._clock, self._rules.estimate)

    def waiting(self, queue: Queue, conversation_id: str) -> Standing:
        """Return how it stands with a conversation that waits in this queue."""
        place = queue.place(conversation_id)
        if not place:  # taken since
            return self._standing(Stands.TAKEN)
        return self._standing(Stands.WAITING, place, queue.wait_seconds(place))

    async def wants_rating(self, conversation_id: str) -> bool:
        """Whether a person dealt with the last question not long ago, and the citizen has not said how that was."""
        async with self._database.read() as session:
            last = await last_request(session, conversation_id)
        if last is None or last.closed_at is None or not may_be_rated(last) or last.rating is not None:
            return False
        return last.closed_at > self._clock() - timedelta(minutes=self._rules.rating_minutes)

    @property
    def rating_question(self) -> str:
        """What is asked then."""
        return self._rules.sentences.rate

    def _standing(self, state: Stands, place: int = 0, wait_seconds: int | None = None) -> Standing:
        is_open = self._rules.hours.include(self._clock())
        known = wait_seconds if is_open else None
        return Standing(
            state, place, max(place - 1, 0), known, is_open, str(self._rules.hours),
            self._notice(state, place, known, is_open=is_open),
        )  # fmt: skip

    def _notice(self, state: Stands, place: int, wait_seconds: int | None, *, is_open: bool) -> str:
        said = self._rules.waiting
        if state is not Stands.WAITING:
            return {Stands.NONE: said.none, Stands.TAKEN: said.taken}.get(state, said.done)
        hours = self._rules.hours
        if not is_open:
            opening = hours.next_opening_text(self._clock())
            return said.closed.format(hours=hours, position=place, next=opening or "上班")
        wait = said.unknown if wait_seconds is None else said.wait.format(minutes=wait_seconds // _SECONDS)
        return (said.ahead if place > 1 else said.next).format(ahead=place - 1, wait=wait)


async def last_request(session: AsyncSession, conversation_id: str, *, lock: bool = False) -> PersonRequestRow | None:
    """Return the newest question of a conversation for a person."""
    query = (
        select(PersonRequestRow)
        .where(PersonRequestRow.conversation_id == conversation_id)
        .order_by(PersonRequestRow.created_at.desc(), PersonRequestRow.id.desc())
        .limit(1)
    )
    return await session.scalar(query.with_for_update() if lock else query)


def may_be_rated(request: PersonRequestRow) -> bool:
    """Whether a person dealt with a question and ended it."""
    return request.state == RequestState.CLOSED and bool(request.taken_by) and request.close_reason != CloseReason.IDLE
