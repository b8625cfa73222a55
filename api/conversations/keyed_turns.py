"""Turns that have their sender's key: taken once, held while somebody works on them, answered after a crash."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.repository import Conversation, conversation_of
from api.conversations.tables import AnswerRecordRow, ConversationRow, TurnRow
from knowledge.clock import Clock
from knowledge.errors import Conflict


class KeyTaken(Conflict):
    """A question with this key is stored already."""


@dataclass(frozen=True, slots=True)
class KeyedTurn:
    """A turn that was taken before, by the sender's own id of it. ``reply`` is its answer, nothing while there is none."""

    turn_id: str
    conversation: Conversation
    held_until: datetime | None
    reply: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A stored question nobody works on. Its words are as they were stored: personal data masked."""

    turn_id: str
    conversation_id: str
    channel: str
    visitor_id: str
    key: str
    question: str
    region: str
    on: date | None
    received_at: datetime


class KeyedTurnRepository:
    """Reads and holds keyed turns inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, key: str) -> KeyedTurn | None:
        """Return the turn that has this key."""
        found = (
            await self._session.execute(
                select(TurnRow, ConversationRow, AnswerRecordRow.reply)
                .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
                .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
                .where(TurnRow.key == key)
            )
        ).first()
        return KeyedTurn(found[0].id, conversation_of(found[1]), found[0].held_until, found[2]) if found else None

    async def hold(self, turn_id: str, until: datetime) -> bool:
        """Take an unanswered turn over, unless somebody works on it still."""
        held = await self._session.scalar(
            update(TurnRow)
            .where(TurnRow.id == turn_id, or_(TurnRow.held_until.is_(None), TurnRow.held_until <= self._clock()))
            .values(held_until=until)
            .returning(TurnRow.id)
        )
        return held is not None

    async def keep_holding(self, turn_ids: Collection[str], until: datetime) -> None:
        """Hold turns that are held already for longer, or, with a moment that is over, no more."""
        await self._session.execute(update(TurnRow).where(TurnRow.id.in_(turn_ids)).values(held_until=until))

    async def settled(self, turn_ids: Collection[str]) -> set[str]:
        """Return which of these turns are answered, or held by nobody any more."""
        found = await self._session.scalars(
            select(TurnRow.id)
            .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
            .where(
                TurnRow.id.in_(turn_ids),
                or_(AnswerRecordRow.turn_id.is_not(None), TurnRow.held_until <= self._clock()),
            )
        )
        return set(found)

    async def unanswered(self, since: datetime, limit: int) -> Sequence[tuple[Unanswered, bool]]:
        """Return keyed turns received since then that have no answer, oldest first, each with whether it is held."""
        rows = await self._session.execute(
            select(TurnRow, ConversationRow)
            .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
            .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
            .where(TurnRow.received_at >= since, TurnRow.key.is_not(None), AnswerRecordRow.turn_id.is_(None))
            .order_by(TurnRow.received_at)
            .limit(limit)
        )
        now = self._clock()
        return [
            (_unanswered(turn, conversation), turn.held_until is not None and turn.held_until > now)
            for turn, conversation in rows
        ]


def _unanswered(turn: TurnRow, conversation: ConversationRow) -> Unanswered:
    return Unanswered(
        turn.id, conversation.id, conversation.channel, conversation.visitor_id or "", turn.key or "", turn.question,
        turn.region_code or "", turn.asked_on, turn.received_at,
    )  # fmt: skip
