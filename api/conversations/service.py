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
from knowledge.answering.memory import Memory
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
        known = await self._find(question.conversation_id)
        context = TurnContext(
            turn_id=parts.ids(),
            original=question.message,
            on=question.on or today,
            today=today,
            region=question.region or (known.region if known else ""),
            memory=known.memory if known else Memory(),
        )
        parts.answerer.receive(context)
        if context.act:
            context.intent, context.intent_confidence = context.act, 1.0
        if context.answer is not None:  # nothing is searched, so nothing has to be embedded
            return _opened(context, question, *await self._keep(question, known, context))
        kept, _ = await asyncio.gather(self._keep(question, known, context), self._embed(context))
        return _opened(context, question, *kept)

    async def _find(self, conversation_id: str) -> Conversation | None:
        """Return the conversation that is carried on, with what it remembers: the words are read in its light."""
        if not conversation_id:
            return None
        async with self._parts.database.read() as session:
            return await ConversationRepository(session, self._parts.clock).find(conversation_id)

    async def _keep(
        self, question: Question, known: Conversation | None, context: TurnContext
    ) -> tuple[Conversation, str]:
        """Store the question; return its conversation and the id of the turn before."""
        async with self._parts.database.write() as session:
            records = ConversationRepository(session, self._parts.clock)
            previous = await records.last_answered(known.id) if known else ""
            # An unknown id starts a conversation of its own: it may never open somebody else's.
            conversation = known or await records.start(self._parts.ids(), question.channel, question.region)
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
        await self._parts.desk.answer_rest(turn)
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
            await records.remember(turn.conversation.id, turn.context.remember(), region=turn.chosen_region)
        return reply


def _opened(context: TurnContext, question: Question, conversation: Conversation, previous_turn_id: str) -> OpenTurn:
    memory = context.memory
    return OpenTurn(
        context,
        conversation,
        pending_question=memory.question if memory.policy_turn else "",
        previous_turn_id=previous_turn_id,
        chosen_region=context.region if context.region_chosen else question.region,
    )


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
    context.form_open = True
    if context.answer is None:
        context.answer = replies.form(text)
    else:
        context.answer = replace(context.answer, text=f"{context.answer.text}\n\n{text}")
