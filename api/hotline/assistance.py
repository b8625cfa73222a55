"""Answers for operators while a caller talks: each is a turn of the call's conversation, stored as every turn is."""

from dataclasses import dataclass
from datetime import date, datetime

from api.conversations.keyed_turns import KeyedTurnRepository
from api.conversations.question import Question
from api.conversations.service import TurnService
from api.db.engine import Database
from api.hotline.names import turn_key
from api.hotline.port import CHANNEL, Call, CallName, Calls, Piece, Speaker
from api.hotline.reading import question_in
from api.hotline.rendering import Entries, assist_of
from api.hotline.schemas import Assist
from api.switches.errors import ChannelClosed
from api.switches.service import Switches
from knowledge.clock import Clock
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class AssistanceParts:
    """What answers for operators are made with."""

    database: Database
    clock: Clock
    calls: Calls
    turns: TurnService
    switches: Switches
    entries: Entries
    regions: RegionTree


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is asked on a call. ``turn`` names it within the call: asked again, the same answer comes back."""

    turn: str
    text: str
    region: str = ""
    on: date | None = None
    speaker: Speaker = Speaker.CITIZEN
    at: datetime | None = None


class Assistance:
    """Answers what is asked on calls."""

    def __init__(self, parts: AssistanceParts) -> None:
        self._parts = parts

    async def assist(self, name: CallName, spoken: Spoken) -> Assist:
        """Answer, on a call that is made where it is new.

        Raises:
            ChannelClosed, Unavailable, TooManyWaiting: as for ``answer``.
        """
        return await self.answer(await self._parts.calls.ring(name, region=self._region(spoken)), spoken)

    async def answer(self, call: Call, spoken: Spoken, *, shown_as: str = "") -> Assist:
        """Answer. The words are kept whatever becomes of them; ``shown_as`` is what the asker calls the call.

        Raises:
            ChannelClosed: the hotline is closed, and the question is a new one.
            Unavailable, TooManyWaiting: it cannot be answered now; asked again with the same turn, it will be.
        """
        name, heard_at = call.name, spoken.at or self._parts.clock()
        asked, key = question_in(spoken.text), turn_key(name, spoken.turn)
        question = Question(asked, call.conversation_id, self._region(spoken), channel=CHANNEL, on=spoken.on, key=key)
        try:
            await self._admit(key)
            reply = await self._parts.turns.take(question)
        finally:
            # Afterwards: who follows the desk is told of a piece, and finds its answer there. The turn kept the words before.
            await self._parts.calls.said(name, Piece(spoken.turn, spoken.speaker, spoken.text, at=heard_at))
        return assist_of(shown_as or name.external_id, spoken.turn, asked, reply, self._parts.entries)

    def _region(self, spoken: Spoken) -> str:
        return spoken.region if spoken.region in self._parts.regions else ""

    async def _admit(self, key: str) -> None:
        notice = await self._parts.switches.closed(CHANNEL)
        if notice is None:
            return
        async with self._parts.database.read() as session:
            if await KeyedTurnRepository(session, self._parts.clock).find(key) is None:
                raise ChannelClosed(notice)
