"""Calls as the desk shows them: the list, and one call with all that was said, answered and asked before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.schemas import TurnReply
from api.conversations.tables import AnswerRecordRow, TurnRow
from api.db.engine import Database
from api.handover.desk import DeskReader
from api.handover.schemas import DeskConversation
from api.hotline.assistance import Assistance, Spoken
from api.hotline.names import turn_key, turn_of
from api.hotline.port import Call, CallState, Saying, Speaker
from api.hotline.rendering import Entries, assist_of, item_of
from api.hotline.repository import CallRepository
from api.hotline.rules import hotline_rules
from api.hotline.schemas import Assist, CallList, CallView, PieceOut, SayingOut
from api.hotline.tables import CallPieceRow
from knowledge.clock import Clock
from knowledge.errors import NotFound


@dataclass(frozen=True, slots=True)
class CallReaderParts:
    """What calls are shown with."""

    database: Database
    clock: Clock
    desk: DeskReader
    assistance: Assistance
    entries: Entries


class CallReader:
    """Shows calls to staff, and does what staff do with them."""

    def __init__(self, parts: CallReaderParts) -> None:
        self._parts = parts

    async def listed(self, state: CallState | None) -> CallList:
        """Return calls, the newest first; of one state, or of all."""
        async with self._parts.database.read() as session:
            calls = await self._records(session).listed(state, hotline_rules().listed)
        return CallList(items=[item_of(call) for call in calls])

    async def view(self, call_id: str, username: str) -> CallView:
        """Return a call by our id or the switchboard's.

        Raises:
            NotFound: there is none.
        """
        async with self._parts.database.read() as session:
            call = await self._call(session, call_id)
            pieces = await self._records(session).pieces(call.id)
            turns = await _turns(session, call.conversation_id)
            saying = await self._records(session).saying(call.id)
        return CallView(
            call=item_of(call),
            pieces=_pieces(call, pieces, turns),
            answers=[self._answer(call, turn, reply) for turn, reply in turns if reply],
            saying=_saying(call, saying),
            history=await self._history(call, username),
        )

    async def link(self, call_id: str, code: str, username: str) -> CallView:
        """Note which conversation the caller speaks of, by its code; that it was looked up is written down.

        Raises:
            NotFound: there is no such call, or no such conversation.
        """
        async with self._parts.database.read() as session:
            call = await self._call(session, call_id)
        shown = await self._parts.desk.by_code(code, username)
        async with self._parts.database.write() as session:
            await self._records(session).speak_of(call.id, shown.conversation_id)
        return await self.view(call.id, username)

    async def ask(self, call_id: str, text: str, question_id: str) -> Assist:
        """Answer a question in the operator's own words, as part of the call.

        Raises:
            NotFound: there is no such call.
            ChannelClosed, Unavailable, TooManyWaiting: as for questions of callers.
        """
        async with self._parts.database.read() as session:
            call = await self._call(session, call_id)
        spoken = Spoken(f"desk-{question_id}", text, speaker=Speaker.OPERATOR)
        return await self._parts.assistance.answer(call, spoken, shown_as=call.id)

    async def _history(self, call: Call, username: str) -> DeskConversation | None:
        if not call.spoken_of:
            return None
        try:
            return await self._parts.desk.conversation(call.spoken_of, username)
        except NotFound:  # erased meanwhile
            return None

    def _answer(self, call: Call, turn: TurnRow, reply: dict[str, object]) -> Assist:
        said = TurnReply.model_validate(reply)
        return assist_of(call.id, turn_of(turn.key or turn.id), turn.question, said, self._parts.entries)

    async def _call(self, session: AsyncSession, call_id: str) -> Call:
        found = await self._records(session).named(call_id)
        if found is None:
            raise NotFound("没有这个通话")
        return found

    def _records(self, session: AsyncSession) -> CallRepository:
        return CallRepository(session, self._parts.clock)


async def _turns(session: AsyncSession, conversation_id: str) -> Sequence[tuple[TurnRow, dict[str, object] | None]]:
    rows = await session.execute(
        select(TurnRow, AnswerRecordRow.reply)
        .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
        .where(TurnRow.conversation_id == conversation_id)
        .order_by(TurnRow.ordinal)
    )
    return [(turn, reply) for turn, reply in rows]


def _saying(call: Call, saying: Saying | None) -> SayingOut | None:
    if saying is None:
        return None
    assist = Assist.model_validate({**saying.answer, "call_id": call.id}) if saying.answer else None
    return SayingOut(text=saying.text, at=saying.at, assist=assist)


def _pieces(
    call: Call, pieces: Sequence[CallPieceRow], turns: Sequence[tuple[TurnRow, dict[str, object] | None]]
) -> list[PieceOut]:
    answered_by = {turn.key: turn.id for turn, _ in turns if turn.key}
    return [
        PieceOut(
            id=piece.id,
            speaker=Speaker(piece.speaker),
            text=piece.text,
            at=piece.at,
            turn_id=piece.turn_id or answered_by.get(turn_key(call.name, piece.key)),
        )
        for piece in pieces
    ]
