"""Answers stored questions nobody works on: their process died, or was stopped while they waited."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.admission.errors import TooManyWaiting
from api.conversations.keyed_turns import KeyedTurnRepository, Unanswered
from api.conversations.question import Question
from api.conversations.schemas import TurnReply
from api.db.engine import Database
from api.dialogue.port import Dialogue
from knowledge.clock import Clock
from knowledge.errors import Unavailable

_LOOK_SECONDS = 2.0
_LOOK_BACK = timedelta(days=1)  # who has not come back for an answer by then does not want it any more
_SLACK = timedelta(seconds=30)  # clocks of processes differ, and a turn shows up only once it is committed
_WITHOUT_DIALOGUE_AFTER = timedelta(minutes=1)
_AT_ONCE, _ATTEMPTS = 200, 3
_log = structlog.get_logger()


class TakesQuestions(Protocol):
    """What takes the questions up."""

    async def take(self, question: Question) -> TurnReply:
        """Answer a question; under one key it is taken once."""


class Orphans:
    """Looks for such questions every few seconds, in every process; whoever holds one first answers it."""

    def __init__(self, database: Database, turns: TakesQuestions, dialogue: Dialogue, clock: Clock) -> None:
        self._database = database
        self._turns = turns
        self._dialogue = dialogue
        self._clock = clock
        self._since = clock() - _LOOK_BACK  # no unanswered question is older
        self._attempts: Counter[str] = Counter()

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            try:
                await self.answer()
            except SQLAlchemyError as error:
                _log.warning("orphans_unknown", error=type(error).__name__)
            await asyncio.sleep(_LOOK_SECONDS)

    async def answer(self) -> None:
        """Answer what is there now, oldest first."""
        begun = self._clock()
        async with self._database.read() as session:
            rows = await KeyedTurnRepository(session, self._clock).unanswered(self._since, _AT_ONCE)
        waiting = [turn for turn, held in rows if not held and self._attempts[turn.turn_id] < _ATTEMPTS]
        if waiting and await self._may_answer(waiting[0]):
            await asyncio.gather(*map(self._take, waiting))
        alive = [turn.received_at for turn, _ in rows if self._attempts[turn.turn_id] < _ATTEMPTS]
        self._since = max(self._since, min(alive, default=begun) - _SLACK)

    async def _may_answer(self, oldest: Unanswered) -> bool:
        """Right after a start the dialogue is not there yet; most answers are better with it, none is worth an hour."""
        return await self._dialogue.ready() or oldest.received_at < self._clock() - _WITHOUT_DIALOGUE_AFTER

    async def _take(self, turn: Unanswered) -> None:
        _log.info("orphan_taken", turn_id=turn.turn_id)
        question = Question(
            turn.question, turn.conversation_id, turn.region, channel=turn.channel, on=turn.on,
            visitor=turn.visitor_id, key=turn.key,
        )  # fmt: skip
        try:
            await self._turns.take(question)
        except (Unavailable, TooManyWaiting):  # another time
            return
        except Exception:  # noqa: BLE001  # whatever it is about this question, the others are not to wait for it
            self._attempts[turn.turn_id] += 1
            _log.exception("orphan_failed", turn_id=turn.turn_id)
