"""Steps in the records: each is the bot's piece of its call, so that it is shown, kept and erased with the call.

The caller's piece goes with it, in the same transaction: two would be felt on the telephone.
"""

from typing import Any

from sqlalchemy import Select, null, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.db.engine import Database
from api.db.inserting import insert_into
from api.handover.repository import CHANNEL
from api.hotline.port import CallName, Speaker
from api.hotline.tables import CallPieceRow, CallRow
from api.voicebot.port import Say
from api.voicebot.standing import STEP, Standing, Step
from api.voicebot.steps import Progress
from knowledge.clock import Clock
from knowledge.text.pii import mask


class SqlSteps:
    """Reads and writes ``call_pieces``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def progress(self, name: CallName, key: str) -> Progress | None:
        """Return how far a call is: one query, for the last step and that of this very key."""
        async with self._database.read() as session:
            rows = (await session.execute(_last_and_own(name, key))).all()
        if not rows:
            return None
        steps = {piece_key: STEP.validate_python(step) for _, _, piece_key, step in rows if step is not None}
        call_id, conversation_id, last_key, _ = rows[0]
        last, earlier = steps.get(last_key), steps.get(key)
        return Progress(
            call_id, conversation_id, last.standing if last else Standing(), earlier.say if earlier else None
        )

    async def keep(self, call_id: str, key: str, step: Step, told: str = "") -> Say:
        """Keep a step, unless its key is taken. One transaction for what was heard and what is said: the caller waits for it."""
        pieces = [self._piece(call_id, step) | {"key": key, "speaker": Speaker.BOT.value, "text": step.say.text}]
        pieces[0]["step"] = STEP.dump_python(step, mode="json")
        if told:
            words = {"key": f"c:{key}", "speaker": Speaker.CITIZEN.value, "text": mask(told).text, "step": null()}
            pieces.insert(0, self._piece(call_id, step) | words)
        async with self._database.write() as session:
            insert = insert_into(session, CallPieceRow).on_conflict_do_nothing().returning(CallPieceRow.key)
            if key in set(await session.scalars(insert.values(pieces))):
                await self._tell(session)
                return step.say
            earlier = await session.scalar(
                select(CallPieceRow.step).where(CallPieceRow.call_id == call_id, CallPieceRow.key == key)
            )
        return STEP.validate_python(earlier).say if earlier else step.say

    def _piece(self, call_id: str, step: Step) -> dict[str, Any]:
        return {"call_id": call_id, "turn_id": step.say.turn_id or None, "at": self._clock()}

    async def _tell(self, session: AsyncSession) -> None:
        """Let whoever follows the desk know when this is committed."""
        if self._database.is_postgres:
            await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def _last_and_own(name: CallName, key: str) -> Select[tuple[str, str, str, dict[str, Any] | None]]:
    """Return the query for the call with its last step first, and the step of the key; without steps the call alone."""
    of_call = aliased(CallPieceRow)
    last = (
        select(of_call.id)
        .where(of_call.call_id == CallRow.id, of_call.step.is_not(None))
        .order_by(of_call.id.desc())
        .limit(1)
        .correlate(CallRow)
        .scalar_subquery()
    )
    return (
        select(CallRow.id, CallRow.conversation_id, CallPieceRow.key, CallPieceRow.step)
        .outerjoin(
            CallPieceRow,
            (CallPieceRow.call_id == CallRow.id) & or_(CallPieceRow.id == last, CallPieceRow.key == key),
        )
        .where(CallRow.source == name.source, CallRow.external_id == name.external_id)
        .order_by(CallPieceRow.id.desc())
    )
