"""Answers drafted for the operator of a conversation: made as citizens get them, stored, and shown to nobody else."""

import asyncio
import hashlib
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.assist.tables import DraftedAnswerRow
from api.conversations.conversing import TurnParts
from api.conversations.rendering import provenance, render
from api.conversations.repository import Conversation, conversation_of
from api.conversations.schemas import TurnReply
from api.conversations.tables import ConversationRow, TurnRow
from api.conversations.turn import OpenTurn
from api.db.inserting import insert_into
from api.handover.errors import NotTheirs
from api.handover.held import NO_CONVERSATION
from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.clock import china_day
from knowledge.errors import InvalidInput, NotFound
from knowledge.text.pii import mask


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft. ``question`` has personal data masked."""

    draft_id: str
    question: str
    reply: TurnReply


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be answered. ``key`` is the turn, or a digest of the operator's own words."""

    conversation: Conversation
    key: str
    question: str


class DraftService:
    """Drafts answers.

    The steps are those of a turn, with the memory of its conversation; the dialogue is not asked, for it would remember
    words that nobody said to it. Nothing of the conversation changes.
    """

    def __init__(self, parts: TurnParts) -> None:
        self._parts = parts

    async def draft(self, conversation_id: str, username: str, *, turn_id: str = "", text: str = "") -> Drafted:
        """Return a draft for a citizen's message, the last one unless named, or for words of the operator's own.

        Asked again, the same comes back.

        Raises:
            NotFound: there is no such conversation, or no such message in it.
            NotTheirs: this person does not have it.
            InvalidInput: there is nothing to answer.
        """
        async with self._parts.database.read() as session:
            wanted = await _wanted(session, conversation_id, username, turn_id, mask(text).text.strip())
            known = await _known(session, conversation_id, wanted.key)
        if known is not None:
            return known
        made = await self._make(wanted)
        async with self._parts.database.write() as session:
            if await session.get(ConversationRow, conversation_id, with_for_update=True) is None:
                raise NotFound(NO_CONVERSATION)  # erased meanwhile
            await session.execute(insert_into(session, DraftedAnswerRow).values(made).on_conflict_do_nothing())
            kept = await _known(session, conversation_id, wanted.key)
        if kept is None:
            raise NotFound(NO_CONVERSATION)
        return kept

    async def _make(self, wanted: _Wanted) -> dict[str, Any]:
        parts, started = self._parts, perf_counter()
        today = china_day(parts.clock())
        context = TurnContext(
            turn_id=parts.ids(), original=wanted.question, on=today, today=today, region=wanted.conversation.region,
            memory=wanted.conversation.memory,
        )  # fmt: skip
        await asyncio.to_thread(parts.answerer.take, context)
        turn = OpenTurn(context, wanted.conversation)
        timing = {"total": (perf_counter() - started) * 1000, "search": context.timing_ms.get("search", 0.0)}
        reply = render(turn, context.answer or replies.failure(), timing)
        return {
            "id": context.turn_id, "conversation_id": wanted.conversation.id, "key": wanted.key,
            "question": context.original, "reply": reply.model_dump(mode="json"),
            "provenance": provenance(turn, parts.versions()), "made_at": parts.clock(),
        }  # fmt: skip


async def _wanted(session: AsyncSession, conversation_id: str, username: str, turn_id: str, text: str) -> _Wanted:
    row = await session.get(ConversationRow, conversation_id)
    if row is None:
        raise NotFound(NO_CONVERSATION)
    if row.person != username:
        raise NotTheirs
    conversation = conversation_of(row)
    if text:
        return _Wanted(conversation, hashlib.sha256(text.encode()).hexdigest(), text)
    turns = select(TurnRow).where(TurnRow.conversation_id == conversation_id)
    which = turns.where(TurnRow.id == turn_id) if turn_id else turns.order_by(TurnRow.ordinal.desc()).limit(1)
    turn = await session.scalar(which)
    if turn is None and turn_id:
        raise NotFound("没有这条消息")
    if turn is None:
        raise InvalidInput("没有可以答复的问题", remedy="请写出要查的问题")
    return _Wanted(conversation, turn.id, turn.question)


async def _known(session: AsyncSession, conversation_id: str, key: str) -> Drafted | None:
    row = await session.scalar(
        select(DraftedAnswerRow).where(DraftedAnswerRow.conversation_id == conversation_id, DraftedAnswerRow.key == key)
    )
    return Drafted(row.id, row.question, TurnReply.model_validate(row.reply)) if row else None
