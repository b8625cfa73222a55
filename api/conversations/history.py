"""What was said in a conversation, for whoever may carry it on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.repository import ConversationRepository
from api.conversations.schemas import Id, TurnReply
from api.conversations.tables import AnswerRecordRow, TurnRow
from api.handover.tables import ConversationMessageRow
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled
from api.throttling.rules import Kind
from api.visitors.auth import VisitorDep
from knowledge.errors import NotFound

router = APIRouter(prefix="/api/chat", tags=["市民咨询"])


class NoConversation(NotFound):
    """没有这个会话"""

    code = "not_found"


class PastTurn(BaseModel):
    """One question, personal data masked, and its answer; nothing while there is none."""

    message_id: str
    message: str
    received_at: datetime
    reply: TurnReply | None


class SpokenMessage(BaseModel):
    """What a person said, or the citizen to a person, or the service about it."""

    id: int
    author: str
    text: str
    at: datetime


class History(BaseModel):
    """A whole conversation; ``mode`` is who answers: bot, waiting (for a person), person."""

    conversation_id: str
    consult_code: str
    mode: str
    turns: Sequence[PastTurn]
    messages: Sequence[SpokenMessage]


ConversationId = Annotated[Id, Path()]


@router.get(
    "/{conversation_id}", responses=problem_responses(401, 404, 429), dependencies=[Depends(Throttled(Kind.READING))]
)
async def history(conversation_id: ConversationId, visitor_id: VisitorDep, state: StateDep) -> History:
    """Return what was said. Another visitor's conversation and one that never was are the same 404."""
    async with state.database.read() as session:
        conversation = await ConversationRepository(session, state.clock).find(conversation_id)
        if conversation is None or not conversation.is_open_to(visitor_id):
            raise NoConversation
        return History(
            conversation_id=conversation.id,
            consult_code=conversation.consult_code,
            mode=conversation.mode,
            turns=[_turn(row, reply) for row, reply in await _turns(session, conversation.id)],
            messages=[_message(row) for row in await _messages(session, conversation.id)],
        )


async def _turns(session: AsyncSession, conversation_id: str) -> Sequence[tuple[TurnRow, dict[str, Any] | None]]:
    found = await session.execute(
        select(TurnRow, AnswerRecordRow.reply)
        .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
        .where(TurnRow.conversation_id == conversation_id)
        .order_by(TurnRow.ordinal)
    )
    return [(row, reply) for row, reply in found]


async def _messages(session: AsyncSession, conversation_id: str) -> Sequence[ConversationMessageRow]:
    return list(
        await session.scalars(
            select(ConversationMessageRow)
            .where(ConversationMessageRow.conversation_id == conversation_id)
            .order_by(ConversationMessageRow.id)
        )
    )


def _turn(row: TurnRow, reply: dict[str, Any] | None) -> PastTurn:
    kept = TurnReply.model_validate(reply) if reply else None
    return PastTurn(message_id=row.id, message=row.question, received_at=row.received_at, reply=kept)


def _message(row: ConversationMessageRow) -> SpokenMessage:
    return SpokenMessage(id=row.id, author=row.author_kind, text=row.text, at=row.at)
