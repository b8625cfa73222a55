"""Stores questions as they arrive. Those that arrive together share one transaction, so answers find a free moment to be stored.

Without that, at fifty questions a second each answer would wait behind all questions that came before it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.keyed_turns import KeyTaken
from api.conversations.repository import (
    Conversation,
    ConversationRepository,
    Particulars,
    conversation_values,
    new_consult_code,
    turn_values,
)
from api.conversations.tables import ConversationRow, TurnRow
from api.db.engine import Database
from api.db.inserting import insert_into
from knowledge.answering.memory import Memory
from knowledge.clock import Clock
from knowledge.errors import Unavailable, YihaodaError

_AT_ONCE = 100
_GATHER_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Arrival:
    """A question to be stored, personal data masked. ``known`` is the conversation it goes on with; without one it begins a new one."""

    turn_id: str
    question: str
    came_with: Particulars
    known: Conversation | None
    new_id: str = ""
    channel: str = ""
    visitor: str = ""


Kept: TypeAlias = tuple[Conversation, str]
"""The conversation of a question, and the id of its last answered turn, empty when there is none."""


class Arrivals:
    """The way of questions into the records, for one process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[tuple[Arrival, asyncio.Future[Kept]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def store(self, arrival: Arrival) -> Kept:
        """Store a question; once this returns, no crash loses it.

        Raises:
            KeyTaken: it is stored already.
            NotFound: its conversation is gone.
            Unavailable: it is not stored.
        """
        kept: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, kept))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store())
        return await kept

    async def _store(self) -> None:
        """Store until nobody waits: who comes during one transaction shares the next."""
        batch: Sequence[tuple[Arrival, asyncio.Future[Kept]]] = ()
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
                outcomes = await self._outcomes([arrival for arrival, _ in batch])
                for (_, kept), outcome in zip(batch, outcomes, strict=True):
                    _settle(kept, outcome)
                if len(batch) > 1:  # they come fast: a moment's wait, and the next transaction is for more of them
                    await asyncio.sleep(_GATHER_SECONDS)
        finally:
            self._storing = None
            for _, kept in (*batch, *self._waiting):  # nobody is left waiting, whatever ended this
                _settle(kept, Unavailable("问题没有存下", remedy="请再问一次"))
            self._waiting = []

    async def _outcomes(self, batch: Sequence[Arrival]) -> Sequence[Kept | Exception]:
        try:
            return await self._write(batch)
        except (SQLAlchemyError, OSError) as error:
            if len(batch) == 1:
                return [error]
        return [outcome for arrival in batch for outcome in await self._outcomes([arrival])]  # not all for one

    async def _write(self, batch: Sequence[Arrival]) -> Sequence[Kept | Exception]:
        # In one order in all processes, so that no two wait for each other for ever; a conversation's own order stays.
        going_on = sorted(((one.known, one) for one in batch if one.known), key=lambda pair: pair[0].id)
        beginning = sorted((one for one in batch if not one.known), key=lambda one: one.came_with.key)
        async with self._database.write() as session:
            outcomes = await self._begin(session, beginning) if beginning else {}
            for known, arrival in going_on:
                outcomes[arrival.turn_id] = await self._go_on(session, known, arrival)
        return [outcomes[arrival.turn_id] for arrival in batch]

    async def _begin(self, session: AsyncSession, arrivals: Sequence[Arrival]) -> dict[str, Kept | Exception]:
        """Store conversations with their first questions, by a statement for each table."""
        begun = await self._conversations(session, arrivals)
        now = self._clock()
        rows = [
            turn_values(one.turn_id, one.new_id, one.question, one.came_with, now) | {"ordinal": 0} for one in arrivals
        ]
        insert = insert_into(session, TurnRow).on_conflict_do_nothing().returning(TurnRow.id)
        stored = set(await session.scalars(insert, rows))
        if taken := [one.new_id for one in arrivals if one.turn_id not in stored]:
            await session.execute(delete(ConversationRow).where(ConversationRow.id.in_(taken)))
        return {one.turn_id: (begun[one.new_id], "") if one.turn_id in stored else KeyTaken() for one in arrivals}

    async def _conversations(self, session: AsyncSession, arrivals: Sequence[Arrival]) -> dict[str, Conversation]:
        now = self._clock()
        drawn = {
            one.new_id: Conversation(one.new_id, new_consult_code(), one.came_with.region, Memory(), 0, one.visitor)
            for one in arrivals
        }
        rows = [conversation_values(drawn[one.new_id], one.channel, now, 1) for one in arrivals]
        insert = insert_into(session, ConversationRow).on_conflict_do_nothing().returning(ConversationRow.id)
        stored = set(await session.scalars(insert, rows))
        records = ConversationRepository(session, self._clock)
        for one in arrivals:
            if one.new_id not in stored:  # its code is somebody else's
                drawn[one.new_id] = await records.start(
                    one.new_id, one.channel, one.came_with.region, one.visitor, turns=1
                )
        return drawn

    async def _go_on(self, session: AsyncSession, known: Conversation, arrival: Arrival) -> Kept | Exception:
        records = ConversationRepository(session, self._clock)
        try:
            async with session.begin_nested():
                await records.add_turn(arrival.turn_id, known, arrival.question, arrival.came_with)
        except IntegrityError:
            return KeyTaken()
        except YihaodaError as error:
            return error
        return known, await records.last_answered(known.id)


def _settle(kept: "asyncio.Future[Kept]", outcome: Kept | Exception) -> None:
    if kept.done():
        return
    if isinstance(outcome, Exception):
        kept.set_exception(outcome)
    else:
        kept.set_result(outcome)
