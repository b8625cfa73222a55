"""From the answer of a turn to what an operator needs of it on the telephone."""

import re
from collections.abc import Sequence
from typing import Protocol

from api.conversations.schemas import TurnReply
from api.hotline.categories import categories
from api.hotline.port import Call
from api.hotline.rules import hotline_rules
from api.hotline.schemas import Assist, CallItem, CategoryOut
from knowledge.answering.outcome import Outcome
from knowledge.model.passage import Aspect, Passage, PassageKind
from knowledge.spoken import aloud, for_ear
from knowledge.spoken.sentences import sentences_of

_NOTHING_ASKED = {Outcome.SMALLTALK, Outcome.FEEDBACK, Outcome.FORM}
_PHONE = re.compile(
    r"(?<![0-9])(?:0[0-9]{2,3}[-— ]?[2-9][0-9]{6,7}|12[1-9][0-9]{2,3}|400[- ]?[0-9]{3}[- ]?[0-9]{4})(?![0-9])"
)


class Entries(Protocol):
    """The published entries."""

    def passages_of(self, entry_id: str) -> Sequence[Passage]:
        """Return every passage of an entry in its own order; empty when the entry is unknown."""


def assist_of(call_id: str, turn: str, asked: str, reply: TurnReply, entries: Entries) -> Assist:
    """Return the answer of a turn as an operator gets it; ``call_id`` and ``turn`` are its names at who asks."""
    ids = list(dict.fromkeys(citation.entry_id for citation in reply.citations if citation.entry_id))
    passages = [passage for entry_id in ids[:1] for passage in entries.passages_of(entry_id)]
    cited = next((citation.department for citation in reply.citations if citation.department), "")
    department = cited or next((passage.department for passage in passages if passage.department), "")
    return Assist(
        call_id=call_id,
        turn=turn,
        message_id=reply.message_id,
        conversation_id=reply.conversation_id,
        consult_code=reply.consult_code,
        outcome=reply.outcome,
        spoken=for_ear(reply.reply.spoken),
        script=sentences_of(aloud(reply.reply.text)),
        text=reply.reply.text,
        citations=reply.citations,
        entry_ids=ids,
        category=_category(asked, reply.outcome, passages, department),
        department=department,
        phone=_phone(passages),
        confidence=reply.confidence,
        handoff=reply.outcome is not Outcome.ANSWERED or reply.confidence < hotline_rules().low_confidence,
        notice=reply.notice,
        emergency=reply.outcome is Outcome.EMERGENCY,
        timing_ms=reply.timing_ms,
    )


def item_of(call: Call) -> CallItem:
    """Return a call as the desk lists it."""
    return CallItem(
        call_id=call.id,
        external_id=call.name.external_id,
        source=call.name.source,
        state=call.state,
        caller=call.caller,
        operator=call.operator,
        consult_code=call.consult_code,
        conversation_id=call.conversation_id,
        started_at=call.started_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
    )


def _category(asked: str, outcome: Outcome, passages: Sequence[Passage], department: str) -> CategoryOut | None:
    if outcome in _NOTHING_ASKED:
        return None
    if outcome is Outcome.EMERGENCY:
        found = categories().in_danger()
    else:
        field = next((passage.field_name for passage in passages if passage.field_name), "")
        found = categories().suggested(asked, field=field, department=department)
    return CategoryOut(code=found.code, name=found.name)


def _phone(passages: Sequence[Passage]) -> str:
    """Return the number that the entry names for questions, else the hotline's own."""
    telling = [one for one in passages if one.aspect is Aspect.CONTACT]
    telling.sort(key=lambda one: one.kind is not PassageKind.ELEMENT)  # the entry as a whole, before one of its answers
    numbers = (found[0] for one in telling for found in _PHONE.finditer(one.text))
    return next((number for number in numbers if number != hotline_rules().phone), hotline_rules().phone)
