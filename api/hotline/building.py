"""Puts the parts of the hotline together."""

from dataclasses import dataclass

from api.assist.port import AnswerUses
from api.handover.desk import DeskReader
from api.hotline.ahead import LookAhead
from api.hotline.assistance import Assistance, AssistanceParts
from api.hotline.events import CallEvents
from api.hotline.port import Calls
from api.hotline.reader import CallReader, CallReaderParts
from api.hotline.uses import CallUses

CALLERS = "numbers of callers"  # what their seals are for


@dataclass(frozen=True, slots=True)
class HotlineParts:
    """The telephone: the record of calls, what happens on them, answers, what became of these, what the desk shows."""

    calls: Calls
    events: CallEvents
    assistance: Assistance
    uses: CallUses
    reader: CallReader


def build_hotline(parts: AssistanceParts, ahead: LookAhead, desk: DeskReader, uses: AnswerUses) -> HotlineParts:
    """Return the parts over the service's own."""
    assistance = Assistance(parts)
    return HotlineParts(
        parts.calls,
        CallEvents(parts.calls, assistance, ahead, parts.regions),
        assistance,
        CallUses(parts.database, parts.clock, parts.calls, uses),
        CallReader(CallReaderParts(parts.database, parts.clock, desk, assistance, parts.entries)),
    )
