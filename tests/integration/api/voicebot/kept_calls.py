"""Calls kept in the real tables, as plainly as that can be done: the twin of what the hotline keeps them with."""

from sqlalchemy import Select, select

from api.conversations.repository import ConversationRepository
from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.db.inserting import insert_into
from api.hotline.port import CHANNEL, Call, CallName, CallState, Piece
from api.hotline.tables import CallPieceRow, CallRow
from knowledge.clock import Clock, new_id
from knowledge.text.pii import mask


class KeptCalls:
    """One process's way to the calls."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ring(self, name: CallName, *, caller: str = "", region: str = "") -> Call:
        if found := await self.find(name):
            return found
        async with self._database.write() as session:
            conversation = await ConversationRepository(session, self._clock).start(new_id(), CHANNEL, region)
            row = CallRow(
                id=new_id(), source=name.source, external_id=name.external_id, conversation_id=conversation.id,
                caller=caller, caller_masked=caller[-4:], operator="", state=CallState.RINGING.value,
                started_at=self._clock(), ended_by="",
            )  # fmt: skip
            session.add(row)
        found = await self.find(name)
        assert found is not None
        return found

    async def answered(self, name: CallName, operator: str) -> Call:
        return await self._set(name, state=CallState.ANSWERED, operator=operator)

    async def said(self, name: CallName, piece: Piece) -> bool:
        call = await self.ring(name)
        async with self._database.write() as session:
            insert = insert_into(session, CallPieceRow).on_conflict_do_nothing().returning(CallPieceRow.id)
            values = {
                "call_id": call.id, "key": piece.key, "speaker": piece.speaker.value, "text": mask(piece.text).text,
                "turn_id": piece.turn_id or None, "at": self._clock(),
            }  # fmt: skip
            return await session.scalar(insert.values(values)) is not None

    async def ended(self, name: CallName, by: str) -> Call:
        return await self._set(name, state=CallState.ENDED, ended_by=by)

    async def find(self, name: CallName) -> Call | None:
        async with self._database.read() as session:
            found = (await session.execute(_one(name))).first()
        if found is None:
            return None
        row, code = found
        return Call(
            row.id, name, row.conversation_id, code, row.caller_masked, row.operator, CallState(row.state),
            row.started_at,
        )  # fmt: skip

    async def ended_by(self, name: CallName) -> str:
        """Who ended it, for tests."""
        async with self._database.read() as session:
            found = (await session.execute(_one(name))).one()
        return str(found[0].ended_by)

    async def _set(self, name: CallName, **values: str) -> Call:
        await self.ring(name)
        async with self._database.write() as session:
            row, _ = (await session.execute(_one(name))).one()
            for field, value in values.items():
                setattr(row, field, str(value))
        found = await self.find(name)
        assert found is not None
        return found


def _one(name: CallName) -> Select[tuple[CallRow, str]]:
    return (
        select(CallRow, ConversationRow.consult_code)
        .join(ConversationRow, ConversationRow.id == CallRow.conversation_id)
        .where(CallRow.source == name.source, CallRow.external_id == name.external_id)
    )
