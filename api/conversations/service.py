"""One turn from a citizen's words to a stored answer."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from weakref import WeakValueDictionary

import structlog

from api.conversations.desk import TurnDesk
from api.conversations.rendering import provenance, render
from api.conversations.repository import Conversation, ConversationRepository
from api.conversations.schemas import TurnReply
from api.conversations.turn import OpenTurn
from api.db.engine import Database
from api.dialogue.port import Dialogue, DialogueUnavailable, Utterance
from api.health.metrics import DEGRADED, TURN_SECONDS, TURNS
from api.replica.live import LiveReplica
from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.answerer import Answerer
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.clock import Clock, Ids, china_day
from knowledge.embedding.encoder import Vectors

_TURNS_A_SENDER = 50  # Rasa's cost grows with the length of a conversation, so it gets a new one now and then
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Question:
    """What a channel hands over."""

    message: str
    conversation_id: str = ""
    region: str = ""
    channel: str = "web"
    on: date | None = None


@dataclass(frozen=True, slots=True)
class TurnParts:
    """What a turn needs of its surroundings."""

    database: Database
    dialogue: Dialogue
    answerer: Answerer
    desk: TurnDesk
    replica: LiveReplica
    clock: Clock
    ids: Ids
    decision_version: str


class TurnService:
    """Takes questions, one at a time within a conversation."""

    def __init__(self, parts: TurnParts) -> None:
        self._parts = parts
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, question: Question) -> TurnReply:
        """Answer a question. Whatever happens after it arrived, it is stored."""
        started = perf_counter()
        lock = self._locks.setdefault(question.conversation_id or self._parts.ids(), asyncio.Lock())
        async with lock:
            turn = await self._receive(question)
            with self._parts.desk.opened(turn):
                dialogue_ms = await self._converse(turn)
            answer = turn.context.answer or replies.failure()
            timing = {
                "total": (perf_counter() - started) * 1000,
                "dialogue": dialogue_ms,
                "search": turn.context.timing_ms.get("search", 0.0),
            }
            reply = await self._store(turn, answer, timing)
        _count(question.channel, reply)
        return reply

    async def _receive(self, question: Question) -> OpenTurn:
        """Open the turn: intake steps, then the question into the database before anything else happens to it."""
        parts = self._parts
        today = china_day(parts.clock())
        context = TurnContext(
            turn_id=parts.ids(), original=question.message, on=question.on or today, today=today, region=question.region
        )
        parts.answerer.receive(context)
        if context.answer is not None:  # danger: nothing is searched, so nothing has to be embedded
            return _opened(context, *await self._keep(question, context))
        kept, _ = await asyncio.gather(self._keep(question, context), self._embed(context))
        return _opened(context, *kept)

    async def _keep(self, question: Question, context: TurnContext) -> tuple[Conversation, tuple[str, str, str] | None]:
        """Store the question; return its conversation and the turn before."""
        async with self._parts.database.write() as session:
            records = ConversationRepository(session, self._parts.clock)
            conversation = await records.find(question.conversation_id) if question.conversation_id else None
            previous = await records.last_answered(question.conversation_id) if conversation else None
            if conversation is None:
                # An unknown id starts a conversation of its own: it may never open somebody else's.
                conversation = await records.start(self._parts.ids(), question.channel, question.region)
            await records.add_turn(context.turn_id, conversation, context.original)
        return conversation, previous

    async def _embed(self, context: TurnContext) -> Vectors:
        """Return the vector of exactly the text; the encoder remembers it, so the search gets it for nothing."""
        encoder = self._parts.replica.encoder
        vector: Vectors = (await asyncio.to_thread(encoder.encode_queries, [context.text]))[0]
        return vector

    async def _converse(self, turn: OpenTurn) -> float:
        """Let the dialogue answer; where it cannot, answer without it. Returns the milliseconds of the dialogue."""
        context = turn.context
        if context.answer is not None:
            return 0.0
        started = perf_counter()
        try:
            said = await self._parts.dialogue.send(
                f"{turn.conversation.id}.{turn.conversation.turns // _TURNS_A_SENDER}",
                context.text,
                await self._metadata(context),
            )
        except DialogueUnavailable as error:
            _log.warning("dialogue_unavailable", error=str(error))
            said = []
        elapsed = (perf_counter() - started) * 1000
        _take_up(context, said)
        if context.answer is None:
            turn.degraded = True
            await self._parts.desk.search_answer(turn)
        return elapsed

    async def _metadata(self, context: TurnContext) -> dict[str, str]:
        """Hand the vector of exactly the text along: one embedding a turn serves the dialogue and the search."""
        vector = await self._embed(context)
        return {
            "turn_id": context.turn_id,
            "region": context.region,
            "vector": b64encode(vector.astype("<f2").tobytes()).decode(),
            "vector_model": self._parts.replica.encoder.family,
        }

    def _versions(self) -> dict[str, str]:
        """Return what has to be known, beside the record itself, to answer the same way again."""
        parts = self._parts
        return {"index": parts.replica.fingerprint, "decision": parts.decision_version}

    async def _store(self, turn: OpenTurn, answer: Answer, timing: dict[str, float]) -> TurnReply:
        parts, reply = self._parts, render(turn, answer, timing)
        async with parts.database.write() as session:
            records = ConversationRepository(session, parts.clock)
            await records.save_answer(
                turn.context.turn_id,
                reply.outcome,
                reply.model_dump(mode="json"),
                provenance(turn, self._versions()),
            )
            await records.remember(turn.conversation.id, region=turn.chosen_region, topic_id=answer.topic_id)
        return reply


def _opened(context: TurnContext, conversation: Conversation, previous: tuple[str, str, str] | None) -> OpenTurn:
    context.topic_id = conversation.topic_id
    chosen = context.region
    context.region = context.region or conversation.region
    turn = OpenTurn(context, conversation, chosen_region=chosen)
    if previous:
        turn.previous_turn_id, question, outcome = previous
        turn.pending_question = question if outcome == Outcome.CLARIFICATION else ""
    return turn


def _count(channel: str, reply: TurnReply) -> None:
    TURNS.labels(channel, reply.outcome).inc()
    for part, milliseconds in reply.timing_ms.items():
        TURN_SECONDS.labels(part).observe(milliseconds / 1000)
    if reply.degraded:
        DEGRADED.inc()


def _take_up(context: TurnContext, said: list[Utterance]) -> None:
    """Take the dialogue's own words, a form's question, as the answer, or behind the answer an action left."""
    text = "\n".join(utterance.text for utterance in said if utterance.text)
    if not text:
        return
    if context.answer is None:
        context.answer = replies.form(text)
    else:
        context.answer = replace(context.answer, text=f"{context.answer.text}\n\n{text}")
