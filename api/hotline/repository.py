"""Calls and what was said in them: every query about them is here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.trail import plain
from api.conversations.repository import ConversationRepository
from api.conversations.tables import ConversationRow
from api.db.inserting import insert_into
from api.handover.repository import CHANNEL as SIGNAL
from api.hotline.names import external_id, piece_key
from api.hotline.port import CHANNEL, Call, CallName, CallState, Piece, Saying
from api.hotline.rules import hotline_rules
from api.hotline.tables import CallPieceRow, CallRow, CallSayingRow
from knowledge.clock import Clock
from knowledge.text.pii import mask

_OPERATOR, _ENDED_BY, _SAYING = 80, 20, 2000
_LOCK = 30118  # pieces are followed by their ids, so none may become visible after a later one


class CallRepository:
    """Reads and writes calls inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, name: CallName) -> Call | None:
        """Return a call by its name at who reports it, which it goes by, though a long one is kept as its digest."""
        kept = _calls().where(CallRow.source == name.source, CallRow.external_id == external_id(name))
        found = await self._one(kept)
        return replace(found, name=name) if found else None

    async def named(self, call_id: str) -> Call | None:
        """Return a call by our id, or else the newest that somebody reports by this name."""
        either = or_(CallRow.id == call_id, CallRow.external_id == call_id)
        return await self._one(
            _calls().where(either).order_by((CallRow.id == call_id).desc(), CallRow.started_at.desc())
        )

    async def add(self, call_id: str, name: CallName, region: str, conversation_id: str) -> Call | None:
        """Store a call that is new, with a conversation of its own; nothing where somebody was first."""
        await ConversationRepository(self._session, self._clock).start(conversation_id, CHANNEL, region)
        values: dict[str, Any] = {
            "id": call_id, "source": name.source, "external_id": external_id(name), "conversation_id": conversation_id,
            "spoken_of": None, "caller": "", "caller_masked": "", "operator": "", "state": CallState.RINGING,
            "started_at": self._clock(), "answered_at": None, "ended_at": None, "ended_by": "",
        }  # fmt: skip
        insert = insert_into(self._session, CallRow).on_conflict_do_nothing().returning(CallRow.id)
        if await self._session.scalar(insert.values(values)) is None:
            await self._session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
            return None
        await self._tell()
        return await self.find(name)

    async def set_caller(self, call_id: str, sealed: str, masked: str) -> None:
        """Keep who calls, where that is not known yet."""
        await self._session.execute(
            update(CallRow)
            .where(CallRow.id == call_id, CallRow.caller == "")
            .values(caller=sealed, caller_masked=masked)
        )

    async def answer(self, call_id: str, operator: str) -> None:
        """Note who took a call: the last who did. One that is over stays so."""
        row = await self._held(call_id)
        row.operator = plain(operator)[:_OPERATOR] or row.operator
        row.answered_at = row.answered_at or row.ended_at or self._clock()
        if row.state != CallState.ENDED:
            row.state = CallState.ANSWERED
        await self._tell()

    async def end(self, call_id: str, by: str) -> None:
        """Note that a call is over; the first who says so counts."""
        row = await self._held(call_id)
        if row.state == CallState.ENDED:
            return
        row.state, row.ended_at, row.ended_by = CallState.ENDED, self._clock(), plain(by)[:_ENDED_BY]
        await self._tell()

    async def speak_of(self, call_id: str, conversation_id: str) -> None:
        """Note which conversation the caller read out the code of."""
        await self._session.execute(update(CallRow).where(CallRow.id == call_id).values(spoken_of=conversation_id))
        await self._tell()

    async def add_piece(self, call_id: str, piece: Piece, at: datetime) -> bool:
        """Keep a piece, personal data masked; return whether it is new. Call it last in a transaction."""
        if self._is_postgres:
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        values = {
            "call_id": call_id, "key": piece_key(plain(piece.key)), "speaker": piece.speaker,
            "text": mask(plain(piece.text)).text, "turn_id": piece.turn_id or None, "at": at,
        }  # fmt: skip
        insert = insert_into(self._session, CallPieceRow).on_conflict_do_nothing().returning(CallPieceRow.id)
        added = await self._session.scalar(insert.values(values)) is not None
        if added:
            await self._tell()
        return added

    async def hear(self, call_id: str, saying: Saying) -> None:
        """Keep what is being said, personal data masked; nothing where something came after it."""
        text = mask(plain(saying.text)).text[-_SAYING:]
        values = {"call_id": call_id, "text": text, "answer": saying.answer, "at": saying.at}
        insert = insert_into(self._session, CallSayingRow).values(values)
        newer = {name: insert.excluded[name] for name in ("text", "answer", "at")}
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=["call_id"], set_=newer, where=CallSayingRow.at <= insert.excluded.at
            )
        )
        await self._tell()

    async def saying(self, call_id: str) -> Saying | None:
        """Return what is being said; nothing where it is too long ago to go on."""
        since = self._clock() - hotline_rules().saying
        query = select(CallSayingRow).where(
            CallSayingRow.call_id == call_id, CallSayingRow.text != "", CallSayingRow.at > since
        )
        row = await self._session.scalar(query, execution_options={"populate_existing": True})
        return Saying(row.text, row.at, row.answer) if row else None

    async def pieces(self, call_id: str) -> Sequence[CallPieceRow]:
        """Return what was said in a call, in the order in which it was said."""
        found = await self._session.scalars(
            select(CallPieceRow).where(CallPieceRow.call_id == call_id).order_by(CallPieceRow.at, CallPieceRow.id)
        )
        return found.all()

    async def listed(self, state: CallState | None, limit: int) -> Sequence[Call]:
        """Return calls, the newest first; of one state, or of all."""
        query = _calls().order_by(CallRow.started_at.desc()).limit(limit)
        rows = await self._session.execute(query.where(CallRow.state == state) if state else query)
        return [_call(row, code) for row, code in rows]

    @property
    def _is_postgres(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"

    async def _one(self, query: Select[CallRow, str]) -> Call | None:
        found = (await self._session.execute(query.limit(1), execution_options={"populate_existing": True})).first()
        return _call(found[0], found[1]) if found else None

    async def _held(self, call_id: str) -> CallRow:
        return await self._session.get_one(CallRow, call_id, with_for_update=True, populate_existing=True)

    async def _tell(self) -> None:
        """Let whoever follows the desk know when this is committed."""
        if self._is_postgres:
            await self._session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": SIGNAL})


def _calls() -> Select[CallRow, str]:
    return select(CallRow, ConversationRow.consult_code).join(
        ConversationRow, ConversationRow.id == CallRow.conversation_id
    )


def _call(row: CallRow, consult_code: str) -> Call:
    return Call(
        id=row.id, name=CallName(row.source, row.external_id), conversation_id=row.conversation_id,
        consult_code=consult_code, caller=row.caller_masked, operator=row.operator, state=CallState(row.state),
        started_at=row.started_at, answered_at=row.answered_at, ended_at=row.ended_at, spoken_of=row.spoken_of or "",
    )  # fmt: skip
