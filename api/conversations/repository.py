"""Conversations, turns, answers and feedback: every query about them is here."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.mode import Mode
from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
from api.db.inserting import insert_into
from knowledge.answering.memory import Memory
from knowledge.clock import Clock
from knowledge.errors import Conflict, NotFound, Unavailable

# Without 0/O, 1/I/L and other pairs that sound or look alike on the phone.
CODE_ALPHABET = "2345679ACDEFHJKMNPRTUWXY"
CODE_LENGTH = 6
_MEMORY = TypeAdapter(Memory)
_ATTEMPTS = 8


def new_consult_code() -> str:
    """Return six characters that a person can read out."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation stands before a turn."""

    id: str
    consult_code: str
    region: str
    memory: Memory
    turns: int
    visitor_id: str = ""
    mode: Mode = Mode.BOT

    def is_open_to(self, visitor_id: str) -> bool:
        """Whether this visitor may carry it on; one that was begun without a visitor is open to whoever knows its id."""
        return not self.visitor_id or self.visitor_id == visitor_id


@dataclass(frozen=True, slots=True)
class Particulars:
    """What came with a question beside its words: the sender's key, until when its answer is worked on, place and day."""

    key: str = ""
    held_until: datetime | None = None
    region: str = ""
    on: date | None = None


class ConversationRepository:
    """Reads and writes conversations inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, conversation_id: str) -> Conversation | None:
        """Return a conversation, or nothing when it does not exist (any more)."""
        row = await self._session.get(ConversationRow, conversation_id)
        return conversation_of(row) if row else None

    async def start(
        self, conversation_id: str, channel: str, region: str, visitor_id: str = "", *, turns: int = 0
    ) -> Conversation:
        """Begin a conversation under a consult code nobody else has; ``turns`` that are stored with it count already.

        Raises:
            Conflict: the id is in use.
            Unavailable: every code that was drawn is taken.
        """
        insert = insert_into(self._session, ConversationRow).on_conflict_do_nothing().returning(ConversationRow.id)
        for _attempt in range(_ATTEMPTS):
            begun = Conversation(conversation_id, new_consult_code(), region, Memory(), 0, visitor_id)
            values = conversation_values(begun, channel, self._clock(), turns)
            if await self._session.scalar(insert.values(values)):
                return begun
            if await self.find(conversation_id):
                raise Conflict(f"会话 {conversation_id} 已存在")
        raise Unavailable("没有可用的咨询编号")

    async def add_turn(
        self,
        turn_id: str,
        conversation: Conversation,
        question: str,
        came_with: Particulars | None = None,
    ) -> None:
        """Store a question as it arrives, before anything can go wrong with it.

        Raises:
            NotFound: there is no such conversation.
            IntegrityError: the key was taken meanwhile.
        """
        turns = await self._session.scalar(
            update(ConversationRow)
            .where(ConversationRow.id == conversation.id)
            .values(turns=ConversationRow.turns + 1, last_at=self._clock())
            .returning(ConversationRow.turns)
        )
        if turns is None:
            raise NotFound("没有这个会话")
        self._session.add(
            TurnRow(**turn_values(turn_id, conversation.id, question, came_with, self._clock()), ordinal=turns - 1)
        )
        await self._session.flush()

    async def answer_of(self, turn_id: str) -> dict[str, Any] | None:
        """Return the stored answer of a turn."""
        return await self._session.scalar(select(AnswerRecordRow.reply).where(AnswerRecordRow.turn_id == turn_id))

    async def save_answer(self, turn_id: str, outcome: str, reply: dict[str, Any], provenance: dict[str, Any]) -> None:
        """Store the answer of a turn, once and for all."""
        self._session.add(
            AnswerRecordRow(
                turn_id=turn_id, outcome=outcome, reply=reply, provenance=provenance, answered_at=self._clock()
            )
        )
        await self._session.flush()

    async def remember(self, conversation_id: str, memory: Memory, *, region: str = "") -> None:
        """Keep what the next turn builds on; the region only when the citizen chose one."""
        values: dict[str, Any] = {
            "memory": _MEMORY.dump_python(memory, mode="json", exclude_defaults=True),
            "topic_id": memory.topic_id or None,
        }
        if region:
            values["region_code"] = region
        await self._session.execute(
            update(ConversationRow).where(ConversationRow.id == conversation_id).values(**values)
        )

    async def last_answered(self, conversation_id: str) -> str:
        """Return the id of the newest answered turn, empty when there is none."""
        found = await self._session.scalar(
            select(TurnRow.id)
            .join(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
            .where(TurnRow.conversation_id == conversation_id)
            .order_by(TurnRow.ordinal.desc())
            .limit(1)
        )
        return found or ""

    async def require_own_answer(self, conversation_id: str, turn_id: str, visitor_id: str) -> None:
        """Let pass who names an answer of a conversation of theirs. One query, whatever is wrong with it.

        Raises:
            NotFound: this visitor has no such conversation, or it has no such answer.
        """
        owner = await self._session.execute(
            select(ConversationRow.visitor_id)
            .join(TurnRow, TurnRow.conversation_id == ConversationRow.id)
            .where(TurnRow.id == turn_id, ConversationRow.id == conversation_id)
        )
        found = owner.first()
        if found is None or (found[0] and found[0] != visitor_id):
            raise NotFound("没有这条答复")

    async def add_feedback(self, conversation_id: str, turn_id: str, *, helpful: bool, reason: str) -> None:
        """Store what a citizen said of an answer of their own conversation.

        Raises:
            NotFound: this conversation has no such turn.
        """
        turn = await self._session.get(TurnRow, turn_id)
        if turn is None or turn.conversation_id != conversation_id:
            raise NotFound("没有这条答复")
        self._session.add(FeedbackRow(turn_id=turn_id, helpful=helpful, reason=reason, at=self._clock()))
        await self._session.flush()

    async def find_of_turn(self, turn_id: str) -> Conversation | None:
        """Return the conversation that a turn belongs to, or nothing when there is no such turn."""
        turn = await self._session.get(TurnRow, turn_id)
        return await self.find(turn.conversation_id) if turn else None


def conversation_values(begun: Conversation, channel: str, now: datetime, turns: int) -> dict[str, Any]:
    """Return the row of a conversation that begins, with so many turns."""
    return {
        "id": begun.id, "channel": channel, "consult_code": begun.consult_code, "region_code": begun.region or None,
        "topic_id": None, "memory": None, "turns": turns, "visitor_id": begun.visitor_id or None, "started_at": now,
        "last_at": now,
    }  # fmt: skip


def turn_values(
    turn_id: str, conversation_id: str, question: str, came_with: Particulars | None, now: datetime
) -> dict[str, Any]:
    """Return the row of a turn, but for its place in the conversation."""
    given = came_with or Particulars()
    return {
        "id": turn_id, "conversation_id": conversation_id, "question": question, "received_at": now,
        "key": given.key or None, "held_until": given.held_until, "region_code": given.region or None,
        "asked_on": given.on,
    }  # fmt: skip


def conversation_of(row: ConversationRow) -> Conversation:
    """Return where a conversation stands."""
    memory = _MEMORY.validate_python(row.memory) if row.memory else Memory(topic_id=row.topic_id or "")
    return Conversation(
        row.id, row.consult_code, row.region_code or "", memory, row.turns, row.visitor_id or "", Mode(row.mode)
    )
