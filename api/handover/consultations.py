"""What a consult code tells whoever has it: how far the matter is, and the policy that was cited. No words of anybody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.mode import Mode
from api.conversations.schemas import CitationOut, TurnReply
from api.conversations.tables import AnswerRecordRow, ConversationRow, TurnRow
from api.db.engine import Database
from api.handover.codes import read_code
from api.handover.states import RequestState
from api.handover.tables import PersonRequestRow
from api.throttling.rules import Kind
from api.throttling.throttle import Throttle
from knowledge.answering.outcome import Outcome
from knowledge.clock import china_day
from knowledge.errors import NotFound

_MODES = {Mode.WAITING: "waiting", Mode.PERSON: "with_person"}


class ConsultationState(StrEnum):
    """How far a consultation is."""

    ANSWERED = "answered"
    WAITING = "waiting"
    WITH_PERSON = "with_person"
    CLOSED = "closed"  # a person dealt with it


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """The policy that the last answer cited, in its published words."""

    title: str
    text: str
    citations: tuple[CitationOut, ...]


@dataclass(frozen=True, slots=True)
class Consultation:
    """What a code tells."""

    consult_code: str
    channel: str
    started_on: date
    state: ConsultationState
    last_answer: PublicAnswer | None


class Consultations:
    """Looks consultations up by their codes."""

    def __init__(self, database: Database, throttle: Throttle) -> None:
        self._database = database
        self._throttle = throttle

    async def consultation_state(
        self, said: str, *, channel: str, visitor_id: str = "", address: str = ""
    ) -> Consultation:
        """Return what a code tells, as it was typed or read out.

        Raises:
            NotFound: there is no such consultation; the same for what can be no code.
            TooMany: this visitor, or this address, gave too many wrong codes within an hour.
        """
        asking = {"channel": channel, "visitor": visitor_id, "address": address}
        await self._throttle.look(**asking, kind=Kind.WRONG_CODE)
        async with self._database.read() as session:
            conversation = await conversation_of(session, said)
            if conversation is not None:
                return await _told(session, conversation)
        await self._throttle.check(**asking, kind=Kind.WRONG_CODE)
        raise NotFound("没有这个咨询编号")


async def conversation_of(session: AsyncSession, said: str) -> ConversationRow | None:
    """Return the conversation of a code as it was typed or read out; what can be no code is looked for all the same."""
    return await session.scalar(select(ConversationRow).where(ConversationRow.consult_code == read_code(said)))


async def _told(session: AsyncSession, conversation: ConversationRow) -> Consultation:
    reply = await session.scalar(
        select(AnswerRecordRow.reply)
        .join(TurnRow, TurnRow.id == AnswerRecordRow.turn_id)
        .where(TurnRow.conversation_id == conversation.id, AnswerRecordRow.outcome == Outcome.ANSWERED)
        .order_by(TurnRow.ordinal.desc())
        .limit(1)
    )
    closed = await session.scalar(
        select(PersonRequestRow.id)
        .where(PersonRequestRow.conversation_id == conversation.id, PersonRequestRow.state == RequestState.CLOSED)
        .limit(1)
    )
    state = _MODES.get(Mode(conversation.mode)) or ("closed" if closed else "answered")
    return Consultation(
        conversation.consult_code,
        conversation.channel,
        china_day(conversation.started_at),
        ConsultationState(state),
        public_answer(TurnReply.model_validate(reply)) if reply else None,
    )


def public_answer(reply: TurnReply) -> PublicAnswer | None:
    """Return what an answer cited, word for word; its own text may repeat the citizen's question, so it is left out."""
    if not reply.citations:
        return None
    quotes = dict.fromkeys(citation.quote for citation in reply.citations)
    return PublicAnswer(reply.citations[0].title, "\n".join(quotes), tuple(reply.citations))
