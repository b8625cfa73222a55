"""Everything that is kept of somebody, gathered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.schemas import TurnReply
from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
from api.handover.states import Author, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from api.hotline.port import Speaker
from api.hotline.tables import CallPieceRow, CallRow
from api.identities.tables import IdentityRow
from api.inbox.tables import IncomingRow
from api.outbox.tables import OutgoingRow
from api.privacy.schemas import (
    KeptArrival,
    KeptCall,
    KeptConversation,
    KeptFeedback,
    KeptMessage,
    KeptName,
    KeptPiece,
    KeptRequest,
    KeptSending,
    KeptTurn,
)
from api.privacy.subjects import Subject
from api.sealing import Sealer


class Gathering:
    """Reads what is kept of a subject inside the caller's session."""

    def __init__(self, session: AsyncSession, subject: Subject, sealer: Sealer) -> None:
        self._session = session
        self._subject = subject
        self._sealer = sealer

    async def conversations(self) -> list[KeptConversation]:
        """Return the conversations with all that was said in them, oldest first."""
        turns, messages, requests = await self._turns(), await self._messages(), await self._requests()
        calls = await self._calls()
        return [
            KeptConversation(
                consult_code=row.consult_code, channel=row.channel, region=row.region_code or "",
                started_at=row.started_at, last_at=row.last_at,
                turns=turns[row.id], messages=messages[row.id], requests=requests[row.id],
                calls=calls[row.id],
            )
            for row in sorted(self._subject.conversations, key=_began)
        ]  # fmt: skip

    async def names(self) -> list[KeptName]:
        """Return who the person is on channels."""
        rows = [await self._session.get_one(IdentityRow, name) for name in self._subject.names]
        return [
            KeptName(
                channel=row.channel, external_id=row.external_id, subscribed=row.subscribed, last_at=row.last_at
            )
            for row in rows
        ]  # fmt: skip

    async def arrived(self) -> list[KeptArrival]:
        """Return messages as channels brought them."""
        rows = await self._session.scalars(
            select(IncomingRow).where(self._subject.arrived).order_by(IncomingRow.received_at)
        )
        return [
            KeptArrival(channel=row.channel, kind=row.kind, received_at=row.received_at, content=row.content)
            for row in rows
        ]

    async def sent(self) -> list[KeptSending]:
        """Return messages to the person that are kept still."""
        rows = await self._session.scalars(select(OutgoingRow).where(self._subject.sent).order_by(OutgoingRow.sequence))
        return [
            KeptSending(channel=row.channel, text=row.text, state=row.state, created_at=row.created_at) for row in rows
        ]

    async def _turns(self) -> Mapping[str, list[KeptTurn]]:
        rows = await self._session.execute(
            select(TurnRow, AnswerRecordRow.reply)
            .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
            .where(TurnRow.conversation_id.in_(self._subject.ids))
            .order_by(TurnRow.conversation_id, TurnRow.ordinal)
        )
        found: dict[str, list[KeptTurn]] = defaultdict(list)
        feedback = await self._feedback()
        for row, reply in rows:
            found[row.conversation_id].append(_turn(row, reply, feedback[row.id]))
        return found

    async def _feedback(self) -> Mapping[str, list[KeptFeedback]]:
        rows = await self._session.scalars(
            select(FeedbackRow)
            .join(TurnRow, TurnRow.id == FeedbackRow.turn_id)
            .where(TurnRow.conversation_id.in_(self._subject.ids))
            .order_by(FeedbackRow.id)
        )
        found: dict[str, list[KeptFeedback]] = defaultdict(list)
        for row in rows:
            found[row.turn_id].append(KeptFeedback(helpful=row.helpful, reason=row.reason, at=row.at))
        return found

    async def _messages(self) -> Mapping[str, list[KeptMessage]]:
        rows = await self._session.scalars(
            select(ConversationMessageRow)
            .where(ConversationMessageRow.conversation_id.in_(self._subject.ids))
            .order_by(ConversationMessageRow.id)
        )
        found: dict[str, list[KeptMessage]] = defaultdict(list)
        for row in rows:
            found[row.conversation_id].append(KeptMessage(author=Author(row.author_kind), text=row.text, at=row.at))
        return found

    async def _requests(self) -> Mapping[str, list[KeptRequest]]:
        rows = await self._session.scalars(
            select(PersonRequestRow)
            .where(PersonRequestRow.conversation_id.in_(self._subject.ids))
            .order_by(PersonRequestRow.created_at)
        )
        found: dict[str, list[KeptRequest]] = defaultdict(list)
        for row in rows:
            found[row.conversation_id].append(
                KeptRequest(
                    question=row.question, contact=self._sealer.open(row.contact), state=RequestState(row.state),
                    created_at=row.created_at, closed_at=row.closed_at, rating=row.rating, rating_words=row.rating_words,
                )
            )  # fmt: skip
        return found

    async def _calls(self) -> Mapping[str, list[KeptCall]]:
        rows = await self._session.scalars(
            select(CallRow).where(CallRow.conversation_id.in_(self._subject.ids)).order_by(CallRow.started_at)
        )
        found: dict[str, list[KeptCall]] = defaultdict(list)
        pieces = await self._pieces()
        for row in rows:
            found[row.conversation_id].append(
                KeptCall(
                    caller=row.caller_masked, started_at=row.started_at, ended_at=row.ended_at, pieces=pieces[row.id]
                )
            )
        return found

    async def _pieces(self) -> Mapping[str, list[KeptPiece]]:
        """Return what the person said in calls; what others said there is not theirs to take along."""
        rows = await self._session.scalars(
            select(CallPieceRow)
            .join(CallRow, CallRow.id == CallPieceRow.call_id)
            .where(CallRow.conversation_id.in_(self._subject.ids), CallPieceRow.speaker == Speaker.CITIZEN)
            .order_by(CallPieceRow.id)
        )
        found: dict[str, list[KeptPiece]] = defaultdict(list)
        for row in rows:
            found[row.call_id].append(KeptPiece(text=row.text, at=row.at))
        return found


def _began(row: ConversationRow) -> tuple[object, str]:
    return row.started_at, row.id


def _turn(row: TurnRow, reply: Mapping[str, Any] | None, feedback: Sequence[KeptFeedback]) -> KeptTurn:
    said = TurnReply.model_validate(reply) if reply else None
    return KeptTurn(
        question=row.question, received_at=row.received_at, outcome=said.outcome if said else None,
        answer=said.reply.text if said else "", citations=said.citations if said else [], feedback=list(feedback),
    )  # fmt: skip
