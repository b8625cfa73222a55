"""Looks at the desk: a few small queries, however many follow."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.queue import read_queue
from api.handover.rules import HandoverRules
from api.handover.states import RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from api.hotline.port import CallState
from api.hotline.rules import hotline_rules
from api.hotline.tables import CallPieceRow, CallRow, CallSayingRow
from api.presence.repository import Presences
from api.reports.states import ReportState
from api.reports.tables import EntryReportRow
from api.wall.look import Look
from knowledge.clock import Clock

_MESSAGES, _CALLS, _REPORTS = 500, 500, 500
_OLDEST_CALL = timedelta(days=1)  # whose end was never reported


class Looking:
    """Looks, and tells whether persons answer at this hour."""

    def __init__(self, database: Database, clock: Clock, rules: HandoverRules) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    @property
    def is_open(self) -> bool:
        """Whether persons answer now."""
        return self._rules.hours.include(self._clock())

    async def first(self) -> Look:
        """Look for the first time: what was said before is not news."""
        async with self._database.read() as session:
            message = await session.scalar(select(func.max(ConversationMessageRow.id))) or 0
            piece = await session.scalar(select(func.max(CallPieceRow.id))) or 0
        return await self.again(Look(newest_message=message, newest_piece=piece))

    async def again(self, before: Look) -> Look:
        """Look again."""
        async with self._database.read() as session:
            messages = await _messages_after(session, before.newest_message)
            pieces = await session.execute(
                select(CallPieceRow.id, CallPieceRow.call_id)
                .where(CallPieceRow.id > before.newest_piece)
                .order_by(CallPieceRow.id)
                .limit(_MESSAGES)
            )
            spoken = [(row[0], row[1]) for row in pieces]
            taken, turns = await _open_conversations(session)
            return Look(
                newest_message=messages[-1][0] if messages else before.newest_message,
                newest_piece=spoken[-1][0] if spoken else before.newest_piece,
                messages=messages,
                spoken_in=frozenset(call_id for _, call_id in spoken),
                queue=await read_queue(session, self._clock, self._rules.estimate),
                taken=taken,
                turns=turns,
                calls=await self._calls(session),
                sayings=await self._sayings(session),
                presences={
                    one.username: (one.state, one.comment) for one in await Presences(session, self._clock).all()
                },
                reports=await _reports(session),
            )

    async def messages_after(self, message_id: int) -> Sequence[tuple[int, str]]:
        """Return the messages that somebody missed who saw this one last."""
        async with self._database.read() as session:
            return await _messages_after(session, message_id)

    async def _calls(self, session: AsyncSession) -> dict[str, tuple[str, ...]]:
        rows = await session.execute(
            select(CallRow.id, CallRow.state, CallRow.operator, CallRow.spoken_of)
            .where(CallRow.state != CallState.ENDED, CallRow.started_at > self._clock() - _OLDEST_CALL)
            .order_by(CallRow.started_at.desc())
            .limit(_CALLS)
        )
        return {row[0]: (row[1], row[2], row[3] or "") for row in rows}

    async def _sayings(self, session: AsyncSession) -> dict[str, datetime]:
        rows = await session.execute(
            select(CallSayingRow.call_id, CallSayingRow.at).where(
                CallSayingRow.at > self._clock() - hotline_rules().saying
            )
        )
        return {row[0]: row[1] for row in rows}


async def _messages_after(session: AsyncSession, message_id: int) -> Sequence[tuple[int, str]]:
    rows = await session.execute(
        select(ConversationMessageRow.id, ConversationMessageRow.conversation_id)
        .where(ConversationMessageRow.id > message_id)
        .order_by(ConversationMessageRow.id)
        .limit(_MESSAGES)
    )
    return [(row[0], row[1]) for row in rows]


async def _open_conversations(session: AsyncSession) -> tuple[dict[str, str], dict[str, int]]:
    rows = await session.execute(
        select(PersonRequestRow.conversation_id, PersonRequestRow.taken_by, ConversationRow.turns)
        .join(ConversationRow, ConversationRow.id == PersonRequestRow.conversation_id)
        .where(PersonRequestRow.state != RequestState.CLOSED)
    )
    found = [(row[0], row[1], row[2]) for row in rows]
    return {name: person for name, person, _ in found if person}, {name: turns for name, _, turns in found}


async def _reports(session: AsyncSession) -> dict[str, str]:
    rows = await session.execute(
        select(EntryReportRow.id, EntryReportRow.entry_id)
        .where(EntryReportRow.state == ReportState.OPEN)
        .order_by(EntryReportRow.created_at.desc())
        .limit(_REPORTS)
    )
    return {row[0]: row[1] for row in rows}
