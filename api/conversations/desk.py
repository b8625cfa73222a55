"""Where the dialogue's actions leave their answers: the turns that are open in this process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from actions.desk import Understanding
from api.conversations.repository import ConversationRepository
from api.conversations.turn import OpenTurn
from api.db.engine import Database
from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.answerer import Answerer
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.clock import Clock
from knowledge.errors import NotFound

_FOUND = {Outcome.ANSWERED, Outcome.CLARIFICATION}


class TurnDesk:
    """The open turns by id, and the work that actions ask for."""

    def __init__(
        self, answerer: Answerer, database: Database, clock: Clock, home: str, *, sure_intent: float = 0.0
    ) -> None:
        self._answerer = answerer
        self._database = database
        self._clock = clock
        self._home = home
        self._sure_intent = sure_intent
        self._open: dict[str, OpenTurn] = {}

    @contextmanager
    def opened(self, turn: OpenTurn) -> Iterator[OpenTurn]:
        """Keep a turn open while the dialogue works on it; a late action finds it closed."""
        self._open[turn.context.turn_id] = turn
        try:
            yield turn
        finally:
            del self._open[turn.context.turn_id]

    def note(self, heard: Understanding) -> None:
        """Take note of what the dialogue understood, where the dialogue itself says the words."""
        self._hear(heard)

    async def answer(self, heard: Understanding) -> None:
        """Answer a policy question from the knowledge base."""
        await self.search_answer(self._hear(heard))

    async def answer_as(self, heard: Understanding, question: str) -> None:
        """Answer the turn as if the citizen had asked ``question``."""
        turn = self._hear(heard)
        if not await self._answered_after_all(turn):
            turn.context.text = question
            await self.search_answer(turn)

    async def choose_region(self, heard: Understanding) -> None:
        """Take note of the region, and answer the question that waited for it."""
        turn, regions = self._hear(heard), self._answerer.regions
        code = turn.context.region if turn.context.region_named else heard.region
        if code not in regions:
            turn.context.answer = replies.which_region(sentences().region.unknown, regions.below(self._home))
            return
        turn.context.region = turn.chosen_region = code
        if turn.pending_question:
            turn.context.text = turn.pending_question
            await self.search_answer(turn)
        else:
            turn.context.answer = replies.region_chosen(regions[code])

    async def record_feedback(self, heard: Understanding, *, helpful: bool) -> None:
        """Store what the citizen said of the answer before; without one there is nothing to judge."""
        turn = self._hear(heard)
        if turn.previous_turn_id:
            async with self._database.write() as session:
                await ConversationRepository(session, self._clock).add_feedback(
                    turn.conversation.id, turn.previous_turn_id, helpful=helpful, reason=""
                )
        turn.context.answer = replies.feedback(helpful=helpful)

    async def close(self, heard: Understanding, answer: Answer) -> None:
        """End the turn with this answer; where the dialogue was unsure, a policy that fits the words goes first."""
        turn = self._hear(heard)
        if not await self._answered_after_all(turn):
            turn.context.answer = answer
        elif answer.outcome is Outcome.EMERGENCY and turn.context.answer is not None:
            # “工伤了谁赔” is a question, but who only sounds in danger is told the numbers all the same.
            found = turn.context.answer
            turn.context.answer = replace(found, text=f"{found.text}\n\n{answer.text}")

    async def search_answer(self, turn: OpenTurn) -> None:
        """Run the policy steps in a worker thread: they are numeric work and must not hold up other turns."""
        await asyncio.to_thread(self._answerer.answer, turn.context)

    async def answer_rest(self, turn: OpenTurn) -> None:
        """Answer the further questions of the message."""
        if turn.context.more:
            await asyncio.to_thread(self._answerer.answer_rest, turn.context)

    async def _answered_after_all(self, turn: OpenTurn) -> bool:
        """Let retrieval decide when the dialogue is not sure of an intent; keep what it found if that answers or asks back."""
        context = turn.context
        if context.act:  # completed from the conversation: a policy question, whatever it sounds like
            await self.search_answer(turn)
            return True
        if context.intent_confidence >= self._sure_intent:
            return False
        words, follow_up = context.text, context.follow_up
        await self.search_answer(turn)
        if context.answer is not None and context.answer.outcome in _FOUND:
            context.rules.append("unsure_intent:policy")
            return True
        context.text, context.follow_up, context.answer = words, follow_up, None
        return False

    def _hear(self, heard: Understanding) -> OpenTurn:
        turn = self._open.get(heard.turn_id)
        if turn is None:
            raise NotFound("这一轮对话已经结束")
        context = turn.context
        if context.act:  # what the conversation told itself; the dialogue heard the completed words
            context.intent, context.intent_confidence = context.act, 1.0
            return turn
        context.intent, context.intent_confidence = heard.intent, heard.confidence
        context.aspect = heard.aspect or context.aspect
        context.audience = heard.audience or context.audience
        return turn
