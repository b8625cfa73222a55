"""One turn from a citizen's words to a stored answer."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from time import perf_counter
from weakref import WeakValueDictionary

from sqlalchemy.exc import IntegrityError

from api.admission.errors import Crowded, TooManyWaiting
from api.admission.line import Line, Ticket
from api.conversations.arrivals import Arrival, Arrivals
from api.conversations.conversing import TurnParts, converse, embed
from api.conversations.elsewhere import ElsewhereTurns
from api.conversations.holding import HeldTurns
from api.conversations.keyed_turns import KeyedTurn, KeyedTurnRepository, KeyTaken
from api.conversations.mode import Mode
from api.conversations.question import Question
from api.conversations.rendering import provenance, render
from api.conversations.repository import Conversation, ConversationRepository, Particulars
from api.conversations.running import RunningTurn, RunningTurns
from api.conversations.schemas import TurnReply
from api.conversations.turn import OpenTurn
from api.health.metrics import DEGRADED, TURN_SECONDS, TURNS
from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.memory import Memory
from knowledge.answering.outcome import Outcome
from knowledge.clock import china_day
from knowledge.errors import NotFound

__all__ = ["Question", "TurnParts", "TurnService"]

_SILENT = "person"


class TurnService:
    """Takes questions, one at a time within a conversation. Each is stored when it arrives, and then stands in the line."""

    def __init__(self, parts: TurnParts, line: Line) -> None:
        self._parts = parts
        self.line = line
        self.held = HeldTurns(parts.database, parts.clock)
        self._arrivals = Arrivals(parts.database, parts.clock)
        self._elsewhere = ElsewhereTurns(parts.database, parts.clock)
        self._running = RunningTurns()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, question: Question) -> TurnReply:
        """Answer a question. Whatever happens after it arrived, it is stored; under one key it is taken once."""
        return await self.begin(question).reply()

    def begin(self, question: Question) -> RunningTurn:
        """Start a turn, or join the one that runs under this key. It goes on whoever waits for it."""
        return self._running.begin(question.key, lambda turn: self._run(question, turn))

    async def close(self) -> None:
        """Finish what is worked on; let go of the rest, so that whoever starts next answers it."""
        self.line.close()
        await self._running.drain(self.line.limits.grace_seconds)
        await self.held.let_go()
        await self._running.break_off()
        await self._elsewhere.close()

    async def _run(self, question: Question, running: RunningTurn) -> TurnReply:
        """Take a question for a new one, which nearly all are; only where it cannot be stored look whether it is not."""
        try:
            return await self._in_line(question, None, running)
        except (KeyTaken, Crowded, TooManyWaiting):
            earlier = await self._earlier(question.key) if question.key else None
            if earlier is None:
                raise
        if earlier.reply is not None:
            running.was_answered = True
            return TurnReply.model_validate(earlier.reply)
        return await self._in_line(question, earlier, running)

    async def _in_line(self, question: Question, earlier: KeyedTurn | None, running: RunningTurn) -> TurnReply:
        with self.line.enter(question.visitor or question.conversation_id or self._parts.ids()) as ticket:
            running.ticket = ticket
            reply = await self._take(question, earlier, ticket, running.is_kept)
        _count(question.channel, reply)
        return reply

    async def _take(
        self, question: Question, earlier: KeyedTurn | None, ticket: Ticket, kept: Callable[[], None]
    ) -> TurnReply:
        started = perf_counter()
        turn = await self._receive(question, earlier, ticket)
        kept()
        async with self.held.holding(turn.context.turn_id) if question.key else nullcontext():
            if not ticket.is_admitted:
                await ticket.admitted
                turn = await self._receive_again(question, turn)
            async with self._lock(turn.conversation.id):
                with self._parts.desk.opened(turn):
                    dialogue_ms = await converse(self._parts, turn)
                answer = turn.context.answer or replies.failure()
                timing = {
                    "total": (perf_counter() - started) * 1000,
                    "dialogue": dialogue_ms,
                    "search": turn.context.timing_ms.get("search", 0.0),
                }
                return await self._store(turn, answer, timing)

    def _lock(self, name: str) -> asyncio.Lock:
        return self._locks.setdefault(name, asyncio.Lock())

    async def _earlier(self, key: str) -> KeyedTurn | None:
        """Return the turn with this key, answered, or taken over from whoever died over it; nothing where it is new."""
        parts = self._parts
        while True:
            async with parts.database.read() as session:
                found = await KeyedTurnRepository(session, parts.clock).find(key)
            if found is None or found.reply is not None:
                return found
            async with parts.database.write() as session:
                if await KeyedTurnRepository(session, parts.clock).hold(found.turn_id, self.held.until()):
                    return found
            await self._elsewhere.settled(found.turn_id)

    async def _receive(self, question: Question, earlier: KeyedTurn | None, ticket: Ticket) -> OpenTurn:
        """Open the turn: intake steps, then the question into the database before anything else happens to it."""
        async with self._lock(f"arrival:{question.conversation_id or self._parts.ids()}"):
            known = earlier.conversation if earlier else await self._find(question)
            context = self._read(question, earlier.turn_id if earlier else self._parts.ids(), known)
            keeping = self._keep(question, known, context, earlier)
            if context.answer is not None or not ticket.is_admitted:  # nothing has to be embedded, or not yet
                return _opened(context, question, *await keeping)
            kept, _ = await asyncio.gather(keeping, embed(self._parts, context))
            return _opened(context, question, *kept)

    async def _receive_again(self, question: Question, turn: OpenTurn) -> OpenTurn:
        """Read the words in the light of what was said while the question waited."""
        if turn.conversation.turns == 0:
            return turn
        async with self._parts.database.read() as session:
            records = ConversationRepository(session, self._parts.clock)
            now = await records.find(turn.conversation.id)
            previous = await records.last_answered(turn.conversation.id)
        conversation = replace(now or turn.conversation, turns=turn.conversation.turns)
        return _opened(self._read(question, turn.context.turn_id, conversation), question, conversation, previous)

    def _read(self, question: Question, turn_id: str, known: Conversation | None) -> TurnContext:
        today = china_day(self._parts.clock())
        context = TurnContext(
            turn_id=turn_id,
            original=question.message,
            on=question.on or today,
            today=today,
            region=question.region or (known.region if known else ""),
            memory=known.memory if known else Memory(),
        )
        self._parts.answerer.receive(context)
        _fall_silent(known, context)
        if context.act:
            context.intent, context.intent_confidence = context.act, 1.0
        return context

    async def _find(self, question: Question) -> Conversation | None:
        """Return the conversation that is carried on, with what it remembers: the words are read in its light.

        An id that is unknown, or of another visitor's conversation, starts one of its own: it may never open somebody
        else's.
        """
        if not question.conversation_id:
            return None
        async with self._parts.database.read() as session:
            found = await ConversationRepository(session, self._parts.clock).find(question.conversation_id)
        return found if found and found.is_open_to(question.visitor) else None

    async def _keep(
        self, question: Question, known: Conversation | None, context: TurnContext, earlier: KeyedTurn | None
    ) -> tuple[Conversation, str]:
        """Store the question; return its conversation and the id of the turn before.

        Raises:
            KeyTaken: it is stored already.
        """
        if known and earlier:
            async with self._parts.database.read() as session:
                return known, await ConversationRepository(session, self._parts.clock).last_answered(known.id)
        held_until = self.held.until() if question.key else None
        came_with = Particulars(question.key, held_until, question.region, question.on)
        return await self._arrivals.store(
            Arrival(
                context.turn_id,
                context.original,
                came_with,
                known,
                self._parts.ids(),
                question.channel,
                question.visitor,
            )
        )

    async def _store(self, turn: OpenTurn, answer: Answer, timing: dict[str, float]) -> TurnReply:
        parts, reply = self._parts, render(turn, answer, timing)
        try:
            await self._save(turn, reply)
        except IntegrityError:  # who took this turn over, because it took so long here, was first
            async with parts.database.read() as session:
                stored = await ConversationRepository(session, parts.clock).answer_of(turn.context.turn_id)
            if stored is None:
                raise NotFound("这个会话已经删除") from None
            return TurnReply.model_validate(stored)
        return reply

    async def _save(self, turn: OpenTurn, reply: TurnReply) -> None:
        parts = self._parts
        async with parts.database.write() as session:
            records = ConversationRepository(session, parts.clock)
            await records.save_answer(
                turn.context.turn_id,
                reply.outcome,
                reply.model_dump(mode="json"),
                provenance(turn, parts.versions()),
            )
            await records.remember(turn.conversation.id, turn.context.remember(), region=turn.chosen_region)


def _fall_silent(known: Conversation | None, context: TurnContext) -> None:
    """End the turn without a word where a person has the conversation; who is in danger is answered all the same."""
    if known is None or known.mode != Mode.PERSON:
        return
    if context.answer is not None and context.answer.outcome is Outcome.EMERGENCY:
        return
    context.rules.append(_SILENT)
    context.answer, context.remembered = replies.silence(), context.memory


def _opened(
    context: TurnContext,
    question: Question,
    conversation: Conversation,
    previous_turn_id: str,
) -> OpenTurn:
    memory = context.memory
    return OpenTurn(
        context,
        conversation,
        pending_question=memory.question if memory.policy_turn else "",
        previous_turn_id=previous_turn_id,
        chosen_region=context.region if context.region_chosen else question.region,
        silent=_SILENT in context.rules,
    )


def _count(channel: str, reply: TurnReply) -> None:
    TURNS.labels(channel, reply.outcome).inc()
    for part, milliseconds in reply.timing_ms.items():
        TURN_SECONDS.labels(part).observe(milliseconds / 1000)
    if reply.degraded:
        DEGRADED.inc()
