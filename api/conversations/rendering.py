"""From an answered turn to the JSON of the contract, and to the record that is kept of it."""

from typing import Any

from api.conversations.schemas import ButtonOut, CitationOut, IntentOut, ReplyOut, TurnReply
from api.conversations.turn import OpenTurn
from knowledge.answering.answer import Answer
from knowledge.answering.sentences import sentences


def render(turn: OpenTurn, answer: Answer, timing_ms: dict[str, float]) -> TurnReply:
    """Return the reply. ``{code}`` in fixed sentences becomes the consult code."""
    context, code = turn.context, turn.conversation.consult_code
    text = answer.text.replace("{code}", code)
    if context.masked and not turn.silent:
        text = f"{text}\n\n{sentences().personal_data}"
    return TurnReply(
        conversation_id=turn.conversation.id,
        message_id=context.turn_id,
        consult_code=code,
        outcome=answer.outcome,
        reply=ReplyOut(
            text=text,
            spoken=answer.spoken.replace("{code}", code),
            buttons=[ButtonOut(title=button.title, payload=button.payload) for button in answer.buttons],
        ),
        citations=[CitationOut.model_validate(citation) for citation in answer.citations],
        notice=sentences().notice,
        confidence=round(answer.confidence, 4),
        intent=IntentOut(name=context.intent, confidence=round(context.intent_confidence, 4)),
        degraded=turn.degraded,
        silent=turn.silent,
        timing_ms={name: round(value, 2) for name, value in timing_ms.items()},
    )


def provenance(turn: OpenTurn, versions: dict[str, str]) -> dict[str, Any]:
    """Return what the answer rested on: the passages word for word, every score, the rules, the versions."""
    context, found = turn.context, turn.context.found
    return {
        "search_text": context.text,
        "region": context.region,
        "on": context.on.isoformat(),
        "rules": context.rules,
        "in_scope": round(context.in_scope, 4),
        "steps_ms": {name: round(value, 2) for name, value in context.timing_ms.items()},
        "generation": found.generation if found else None,
        "passages": [
            {
                "id": hit.passage.id,
                "title": hit.passage.title,
                "text": hit.passage.text,
                "score": round(hit.score, 5),
                "features": {name: round(value, 5) for name, value in hit.features.items()},
            }
            for hit in (found.hits[:5] if found else ())
        ],
        "versions": versions,
    }
