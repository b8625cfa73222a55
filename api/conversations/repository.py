"""Conversations, turns, answers and feedback: every query about them is here."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
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


class ConversationRepository:
    """Reads and writes conversations inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, conversation_id: str) -> Conversation | None:
        """Return a conversation, or nothing when it does not exist (any more)."""
        row = await self._session.get(ConversationRow, conversation_id)
        return _conversation(row) if row else None

    async def start(self, conversation_id: str, channel: str, region: str) -> Conversation:
        """Begin a conversation under a consult code nobody else has.

        Raises:
            Conflict: the id is in use.
            Unavailable: every code that was drawn is taken.
        """
        now = self._clock()
        for _attempt in range(_ATTEMPTS):
            code = new_consult_code()
            started = await self._session.scalar(
                self._insert(ConversationRow)
                .values(
                    id=conversation_id, channel=channel, consult_code=code, region_code=region or None, topic_id=None,
                    memory=None, turns=0, started_at=now, last_at=now,
                )
                .on_conflict_do_nothing()
                .returning(ConversationRow.id)
            )  # fmt: skip
            if started:
                return Conversation(conversation_id, code, region, Memory(), 0)
            if await self.find(conversation_id):
                raise Conflict(f"会话 {conversation_id} 已存在")
        raise Unavailable("没有可用的咨询编号")

    @property
    def _insert(self) -> Callable[[type[ConversationRow]], Any]:
        """The INSERT that can skip a row that is taken: each database has its own, with the same methods."""
        dialect = self._session.get_bind().dialect.name
        return postgresql.insert if dialect == "postgresql" else sqlite.insert

    async def add_turn(self, turn_id: str, conversation: Conversation, question: str) -> None:
        """Store a question as it arrives, before anything can go wrong with it.

        Raises:
            NotFound: there is no such conversation.
        """
        now = self._clock()
        turns = await self._session.scalar(
            update(ConversationRow)
            .where(ConversationRow.id == conversation.id)
            .values(turns=ConversationRow.turns + 1, last_at=now)
            .returning(ConversationRow.turns)
        )
        if turns is None:
            raise NotFound("没有这个会话")
        self._session.add(
            TurnRow(
                id=turn_id, conversation_id=conversation.id, ordinal=turns - 1, question=question, received_at=now
            )
        )  # fmt: skip
        await self._session.flush()

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


def _conversation(row: ConversationRow) -> Conversation:
    memory = _MEMORY.validate_python(row.memory) if row.memory else Memory(topic_id=row.topic_id or "")
    return Conversation(row.id, row.consult_code, row.region_code or "", memory, row.turns)
