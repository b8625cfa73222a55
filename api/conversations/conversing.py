"""What happens between a stored question and its answer: the dialogue is asked, its actions answer; without it, the search."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass, replace
from time import perf_counter

import structlog

from api.conversations.desk import TurnDesk
from api.conversations.turn import OpenTurn
from api.db.engine import Database
from api.dialogue.port import Dialogue, DialogueUnavailable, Utterance
from api.replica.live import LiveReplica
from knowledge.answering import replies
from knowledge.answering.answerer import Answerer
from knowledge.answering.context import TurnContext
from knowledge.clock import Clock, Ids
from knowledge.embedding.encoder import Vectors

_TURNS_A_SENDER = 50  # Rasa's cost grows with the length of a conversation, so it gets a new one now and then
_log = structlog.get_logger()


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

    def versions(self) -> dict[str, str]:
        """Return what has to be known, beside the record itself, to answer the same way again."""
        return {"index": self.replica.fingerprint, "decision": self.decision_version}


async def embed(parts: TurnParts, context: TurnContext) -> Vectors:
    """Return the vector of exactly the text; the encoder remembers it, so the search gets it for nothing."""
    encoder = parts.replica.encoder
    vector: Vectors = (await asyncio.to_thread(encoder.encode_queries, [context.text]))[0]
    return vector


async def converse(parts: TurnParts, turn: OpenTurn) -> float:
    """Let the dialogue answer; where it cannot, answer without it. Returns the milliseconds of the dialogue."""
    context = turn.context
    if context.answer is not None:
        return 0.0
    started = perf_counter()
    try:
        said = await parts.dialogue.send(
            f"{turn.conversation.id}.{turn.conversation.turns // _TURNS_A_SENDER}",
            context.text,
            await _metadata(parts, context),
        )
    except DialogueUnavailable as error:
        _log.warning("dialogue_unavailable", error=str(error))
        said = []
    elapsed = (perf_counter() - started) * 1000
    _take_up(context, said)
    if context.answer is None:
        turn.degraded = True
        await parts.desk.search_answer(turn)
    await parts.desk.answer_rest(turn)
    return elapsed


async def _metadata(parts: TurnParts, context: TurnContext) -> dict[str, str]:
    """Hand the vector of exactly the text along: one embedding a turn serves the dialogue and the search."""
    vector = await embed(parts, context)
    return {
        "turn_id": context.turn_id,
        "region": context.region,
        "vector": b64encode(vector.astype("<f2").tobytes()).decode(),
        "vector_model": parts.replica.encoder.family,
    }


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
