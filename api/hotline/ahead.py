"""Answers before a caller has finished: words that may still change are looked up, and kept no longer than they are news."""

import asyncio
from dataclasses import dataclass
from time import perf_counter

from api.admission.line import Line
from api.conversations.rendering import render
from api.conversations.repository import Conversation
from api.conversations.turn import OpenTurn
from api.hotline.port import CHANNEL, Call, Calls, Saying
from api.hotline.reading import question_in
from api.hotline.rendering import Entries, assist_of
from api.hotline.rules import hotline_rules
from api.hotline.schemas import Assist
from api.preview.asking import answered
from api.switches.service import Switches
from knowledge.answering import replies
from knowledge.answering.answerer import Answerer
from knowledge.answering.memory import Memory
from knowledge.answering.outcome import Outcome
from knowledge.clock import Clock, china_day
from knowledge.spoken.sentences import heard

_WORTH_SHOWING = {Outcome.ANSWERED, Outcome.EMERGENCY}


@dataclass(frozen=True, slots=True)
class LookAheadParts:
    """What is looked up with. ``line`` is that of the questions: nothing is looked up at their cost."""

    calls: Calls
    answerer: Answerer
    line: Line
    switches: Switches
    entries: Entries
    clock: Clock


class LookAhead:
    """Looks up one thing at a time for each call."""

    def __init__(self, parts: LookAheadParts) -> None:
        self.parts = parts
        self._busy: set[str] = set()

    async def assist(self, call: Call, turn: str, words: str, region: str) -> Assist | None:
        """Return what would be answered; nothing while that is uncertain, too little was said, or there is other work.

        Whoever has the call on the screen sees it too, until the caller has finished. It knows nothing of what was said
        before in the call, and has no ``message_id``: it is no record of anything.
        """
        if call.id in self._busy:
            return None
        self._busy.add(call.id)
        try:
            arrived_at = self.parts.clock()
            found = await self._found(call, turn, words, region)
            answer = found.model_dump(mode="json") if found else None
            await self.parts.calls.hears(call.name, Saying(words, arrived_at, answer))
        finally:
            self._busy.discard(call.id)
        return found

    async def _found(self, call: Call, turn: str, words: str, region: str) -> Assist | None:
        if heard(words) < hotline_rules().ahead_from or self.parts.line.outlook():
            return None
        if await self.parts.switches.closed(CHANNEL) is not None:
            return None
        found = await asyncio.to_thread(self._look_up, call, turn, question_in(words), region)
        return found if found.outcome in _WORTH_SHOWING else None

    def _look_up(self, call: Call, turn: str, words: str, region: str) -> Assist:
        started = perf_counter()
        context = answered(self.parts.answerer, words, china_day(self.parts.clock()), region)
        open_turn = OpenTurn(context, Conversation(call.conversation_id, call.consult_code, region, Memory(), 0))
        reply = render(open_turn, context.answer or replies.failure(), {"total": (perf_counter() - started) * 1000})
        shown = assist_of(call.name.external_id, turn, context.original, reply, self.parts.entries)
        return shown.model_copy(update={"message_id": ""})
