"""The record of calls over the database."""

from datetime import datetime, timedelta

from api.audit.trail import plain
from api.db.engine import Database
from api.hotline.callers import masked_caller
from api.hotline.port import Call, CallName, Calls, Piece, Saying, Speaker
from api.hotline.repository import CallRepository
from api.hotline.rules import hotline_rules
from api.sealing import Sealer
from knowledge.clock import Clock, Ids
from knowledge.errors import Unavailable


class SqlCalls:
    """Keeps calls; each step is one transaction. Whatever comes first makes the call known."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, sealer: Sealer) -> None:
        """``sealer`` hides the numbers of callers."""
        self._database = database
        self._clock = clock
        self._ids = ids
        self._sealer = sealer

    async def find(self, name: CallName) -> Call | None:
        """Return a call, if it is known."""
        async with self._database.read() as session:
            return await CallRepository(session, self._clock).find(name)

    async def ring(self, name: CallName, *, caller: str = "", region: str = "") -> Call:
        """Return the call of this name, made where it is new; its conversation and consult code exist from now on."""
        known = await self.find(name)
        if known is not None and (known.caller or not caller):
            return known
        async with self._database.write() as session:
            records = CallRepository(session, self._clock)
            call = await self._known(records, name, region)
            if caller:
                number = plain(caller)
                await records.set_caller(call.id, self._sealer.seal(number), masked_caller(number))
                return await self._again(records, name)
            return call

    async def answered(self, name: CallName, operator: str) -> Call:
        """Note who took it; a call that never rang is made."""
        async with self._database.write() as session:
            records = CallRepository(session, self._clock)
            await records.answer((await self._known(records, name)).id, operator)
            return await self._again(records, name)

    async def said(self, name: CallName, piece: Piece) -> bool:
        """Keep a piece, personal data masked; return whether it is new."""
        async with self._database.write() as session:
            records = CallRepository(session, self._clock)
            call = await self._known(records, name)
            if piece.speaker is Speaker.CITIZEN:
                await records.hear(call.id, Saying("", self._clock()))
            return await records.add_piece(call.id, piece, moment_of(piece, self._clock()))

    async def hears(self, name: CallName, saying: Saying) -> None:
        """Keep what is being said, personal data masked, in the place of what was before."""
        async with self._database.write() as session:
            records = CallRepository(session, self._clock)
            await records.hear((await self._known(records, name)).id, saying)

    async def saying(self, name: CallName) -> Saying | None:
        """Return what is being said; nothing where it is too long ago to go on."""
        async with self._database.read() as session:
            records = CallRepository(session, self._clock)
            call = await records.find(name)
            return await records.saying(call.id) if call else None

    async def ended(self, name: CallName, by: str) -> Call:
        """Note that it is over, and by whom."""
        async with self._database.write() as session:
            records = CallRepository(session, self._clock)
            call = await self._known(records, name)
            await records.hear(call.id, Saying("", self._clock()))
            await records.end(call.id, by)
            return await self._again(records, name)

    async def _known(self, records: CallRepository, name: CallName, region: str = "") -> Call:
        found = await records.find(name) or await records.add(self._ids(), name, region, self._ids())
        return found or await self._again(records, name)  # somebody else made it in the same moment

    @staticmethod
    async def _again(records: CallRepository, name: CallName) -> Call:
        found = await records.find(name)
        if found is None:
            raise Unavailable("通话没有存下", remedy="请再报一次")
        return found


def build_calls(database: Database, clock: Clock, ids: Ids, sealer: Sealer) -> Calls:
    """Return the record of calls of an installation."""
    return SqlCalls(database, clock, ids, sealer)


def moment_of(piece: Piece, now: datetime) -> datetime:
    """Return when a piece was said: what its bringer says, where that clock can be believed."""
    trusted = timedelta(minutes=hotline_rules().switchboard_clock_minutes)
    return piece.at if piece.at is not None and abs(piece.at - now) <= trusted else now
