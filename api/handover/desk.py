"""What the desk shows: the questions by state, and one conversation with all that was said in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnExpressionArgument, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.assist.tables import AnswerUseRow
from api.audit.trail import AuditTrail
from api.conversations.mode import Mode
from api.conversations.schemas import TurnReply
from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
from api.db.engine import Database
from api.handover.consultations import conversation_of
from api.handover.notes import notes_of
from api.handover.queue import Queue, in_order, read_queue
from api.handover.rules import HandoverRules
from api.handover.schemas import (
    DeskConversation,
    DeskItem,
    DeskList,
    DeskMessage,
    DeskTurn,
    FeedbackOut,
    NoteOut,
    UseOut,
)
from api.handover.states import Author, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from knowledge.answering.outcome import Outcome
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.text.pii import mask

_ORDER: Mapping[RequestState, tuple[ColumnExpressionArgument[Any], ...]] = {
    RequestState.WAITING: in_order(),
    RequestState.TAKEN: (PersonRequestRow.taken_at.desc(),),
    RequestState.CLOSED: (PersonRequestRow.closed_at.desc(),),
}


class DeskReader:
    """Reads for the desk; nothing is changed here but the audit log, where a code was looked up."""

    def __init__(self, database: Database, clock: Clock, rules: HandoverRules) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    async def listed(self, state: RequestState) -> DeskList:
        """Return the questions of a state: those that wait oldest first, the others newest first."""
        async with self._database.read() as session:
            rows = await session.execute(
                _requests().where(PersonRequestRow.state == state).order_by(*_ORDER[state]).limit(self._rules.listed)
            )
            found = [(request, conversation) for request, conversation in rows]
            places = range(1, len(found) + 1) if state is RequestState.WAITING else [0] * len(found)
            items = [self._item(*row, place) for row, place in zip(found, places, strict=True)]
            waiting = await session.scalar(
                select(func.count()).select_from(PersonRequestRow).where(PersonRequestRow.state == RequestState.WAITING)
            )
        return DeskList(items=items, waiting=waiting or 0, open=self._rules.hours.include(self._clock()))

    async def conversation(self, conversation_id: str, username: str) -> DeskConversation:
        """Return a conversation.

        Raises:
            NotFound: there is none.
        """
        async with self._database.read() as session:
            row = await session.get(ConversationRow, conversation_id)
            if row is None:
                raise NotFound("没有这个会话")
            return await self._shown(session, row, username)

    async def by_code(self, said: str, username: str) -> DeskConversation:
        """Return the conversation of a code that a caller read out; that it was looked up is written down.

        Raises:
            NotFound: there is none.
        """
        async with self._database.write() as session:
            row = await conversation_of(session, said)
            if row is None:
                raise NotFound("没有这个咨询编号")
            shown = await self._shown(session, row, username)
            await AuditTrail(session, self._clock).record(
                username, "consultation.read", f"{row.channel} {row.consult_code}"
            )
            return shown

    async def _shown(self, session: AsyncSession, row: ConversationRow, username: str) -> DeskConversation:
        requests = await session.execute(
            _requests().where(PersonRequestRow.conversation_id == row.id).order_by(PersonRequestRow.created_at)
        )
        queue = await read_queue(session, self._clock, self._rules.estimate)
        items = [self._item(request, found, _place(queue, request)) for request, found in requests]
        return DeskConversation(
            conversation_id=row.id,
            consult_code=row.consult_code,
            channel=row.channel,
            region=row.region_code or "",
            mode=Mode(row.mode),
            person=row.person or "",
            started_at=row.started_at,
            requests=items,
            turns=await _turns(session, row.id),
            messages=await _messages(session, row.id),
            notes=[NoteOut.model_validate(note) for note in await notes_of(session, row.id)],
            uses=[UseOut.model_validate(use) for use in await _uses(session, row.id)],
            actions=_actions(items, username),
        )

    def _item(self, request: PersonRequestRow, conversation: ConversationRow, place: int) -> DeskItem:
        return DeskItem(
            conversation_id=conversation.id,
            consult_code=conversation.consult_code,
            channel=conversation.channel,
            region=conversation.region_code or "",
            state=RequestState(request.state),
            question=mask(request.question).text,
            created_at=request.created_at,
            has_contact=bool(request.contact),
            taken_by=request.taken_by,
            taken_at=request.taken_at,
            closed_at=request.closed_at,
            close_reason=next(
                (label for reason, label in self._rules.close_reasons.items() if reason == request.close_reason), ""
            ),
            last_at=conversation.last_at,
            position=place,
            department=request.department,
            wanted=request.wanted,
            approving=request.approving,
            rating=request.rating,
        )


def _place(queue: Queue, request: PersonRequestRow) -> int:
    return queue.place(request.conversation_id) if request.state == RequestState.WAITING else 0


def _requests() -> Select[PersonRequestRow, ConversationRow]:
    return select(PersonRequestRow, ConversationRow).join(
        ConversationRow, ConversationRow.id == PersonRequestRow.conversation_id
    )


def _actions(requests: Sequence[DeskItem], username: str) -> list[str]:
    """Return what this person may do now."""
    current = next((item for item in requests if item.state is not RequestState.CLOSED), None)
    if current is None:
        return []
    if current.state is RequestState.WAITING:
        return ["take"]
    if current.taken_by != username:
        return []
    return ["say", "close", "transfer", "draft", *(["contact"] if current.has_contact else [])]


async def _turns(session: AsyncSession, conversation_id: str) -> list[DeskTurn]:
    rows = await session.execute(
        select(TurnRow, AnswerRecordRow.reply)
        .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
        .where(TurnRow.conversation_id == conversation_id)
        .order_by(TurnRow.ordinal)
    )
    judged = await session.scalars(
        select(FeedbackRow)
        .join(TurnRow, TurnRow.id == FeedbackRow.turn_id)
        .where(TurnRow.conversation_id == conversation_id)
        .order_by(FeedbackRow.id)
    )
    feedback = {row.turn_id: FeedbackOut(helpful=row.helpful, reason=row.reason) for row in judged}
    return [_turn(row, reply, feedback.get(row.id)) for row, reply in rows]


def _turn(row: TurnRow, reply: dict[str, object] | None, feedback: FeedbackOut | None) -> DeskTurn:
    said = TurnReply.model_validate(reply) if reply else None
    return DeskTurn(
        message_id=row.id,
        message=row.question,
        received_at=row.received_at,
        outcome=Outcome(said.outcome) if said else None,
        text=said.reply.text if said else "",
        silent=bool(said and said.silent),
        citations=said.citations if said else [],
        feedback=feedback,
    )


async def _uses(session: AsyncSession, conversation_id: str) -> Sequence[AnswerUseRow]:
    rows = await session.scalars(
        select(AnswerUseRow)
        .where(AnswerUseRow.conversation_id == conversation_id)
        .order_by(AnswerUseRow.at, AnswerUseRow.id)
    )
    return rows.all()


async def _messages(session: AsyncSession, conversation_id: str) -> list[DeskMessage]:
    rows = await session.scalars(
        select(ConversationMessageRow)
        .where(ConversationMessageRow.conversation_id == conversation_id)
        .order_by(ConversationMessageRow.id)
    )
    return [
        DeskMessage(id=row.id, author=Author(row.author_kind), text=row.text, at=row.at, name=row.author)
        for row in rows
    ]
