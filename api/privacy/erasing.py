"""Deleting all that is kept of somebody, answer records too: they can be deleted only where an erasure is ordered."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.assist.tables import AnswerUseRow, DraftedAnswerRow
from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
from api.handover.tables import ConversationMessageRow, ConversationNoteRow, PersonRequestRow
from api.hotline.tables import CallPieceRow, CallRow, CallSayingRow
from api.identities.tables import IdentityRow
from api.inbox.tables import IncomingRow
from api.outbox.tables import OutgoingRow
from api.privacy.subjects import Subject
from api.privacy.tables import ErasureRow


@dataclass(frozen=True, slots=True)
class Order:
    """Why an erasure is made, by whom, when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was deleted."""

    conversations: int = 0
    turns: int = 0
    messages: int = 0

    def counts(self) -> dict[str, int]:
        """Return the figures by name."""
        return asdict(self)


async def erase(session: AsyncSession, subject: Subject, order: Order) -> Erased:
    """Delete every row of a subject in the caller's transaction; its conversations are held by it already."""
    ids = subject.ids
    turns = select(TurnRow.id).where(TurnRow.conversation_id.in_(ids)).scalar_subquery()
    calls = select(CallRow.id).where(CallRow.conversation_id.in_(ids)).scalar_subquery()
    asked = await session.scalar(select(func.count()).select_from(TurnRow).where(TurnRow.conversation_id.in_(ids)))
    said = await session.scalar(
        select(func.count()).select_from(ConversationMessageRow).where(ConversationMessageRow.conversation_id.in_(ids))
    )
    session.add_all(
        ErasureRow(conversation_id=name, reason=order.reason, ordered_by=order.by, ordered_at=order.at) for name in ids
    )
    await session.flush()
    for statement in (
        delete(FeedbackRow).where(FeedbackRow.turn_id.in_(turns)),
        delete(AnswerRecordRow).where(AnswerRecordRow.turn_id.in_(turns)),
        delete(TurnRow).where(TurnRow.conversation_id.in_(ids)),
        delete(ConversationMessageRow).where(ConversationMessageRow.conversation_id.in_(ids)),
        delete(PersonRequestRow).where(PersonRequestRow.conversation_id.in_(ids)),
        delete(ConversationNoteRow).where(ConversationNoteRow.conversation_id.in_(ids)),
        delete(DraftedAnswerRow).where(DraftedAnswerRow.conversation_id.in_(ids)),
        delete(AnswerUseRow).where(AnswerUseRow.conversation_id.in_(ids)),
        update(CallRow).where(CallRow.spoken_of.in_(ids)).values(spoken_of=None),
        delete(CallSayingRow).where(CallSayingRow.call_id.in_(calls)),
        delete(CallPieceRow).where(CallPieceRow.call_id.in_(calls)),
        delete(CallRow).where(CallRow.conversation_id.in_(ids)),
        delete(ConversationRow).where(ConversationRow.id.in_(ids)),
        delete(OutgoingRow).where(subject.sent),
        delete(IncomingRow).where(subject.arrived),
    ):
        await session.execute(statement, execution_options={"synchronize_session": False})
    for channel, name in subject.names:
        await session.execute(
            delete(IdentityRow).where(IdentityRow.channel == channel, IdentityRow.external_id == name)
        )
    return Erased(len(ids), asked or 0, said or 0)
