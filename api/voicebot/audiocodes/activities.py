"""What an activity lets hear, and which activities say what is to be said."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from api.voicebot.audiocodes.schemas import ActivityIn, ActivityOut
from api.voicebot.port import Heard, HeardKind, Say
from api.voicebot.transfer import CODE_HEADER, Transfer

SOURCE, START = "audiocodes", "start"
_EVENTS = {
    START: HeardKind.START,
    "DTMF": HeardKind.DIGITS,
    "noUserInput": HeardKind.SILENCE,
    "hangup": HeardKind.HANGUP,
}


def heard_in(activity: ActivityIn) -> Heard | None:
    """Return what an activity lets hear; nothing for those that are none of the caller's: prompts that ended, figures."""
    if activity.type == "message":
        return Heard(HeardKind.WORDS, activity.text, activity.confidence, recognised=True)
    kind = _EVENTS.get(activity.name) if activity.type == "event" else None
    if kind is None:
        return None
    return Heard(kind, _digits(activity) if kind is HeardKind.DIGITS else "", caller=activity.parameter("caller"))


def activities_for(
    say: Say, key: str, now: datetime, transfer: Transfer, *, begins: bool = False
) -> Sequence[ActivityOut]:
    """Return the activities that say it. Their ids follow from the id of what was heard: said again, they are the same."""
    stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [
        ActivityOut.model_validate({"id": f"{key}.{number}", "timestamp": stamp} | fields)
        for number, fields in enumerate(_fields(say, transfer, begins=begins))
    ]


def _digits(activity: ActivityIn) -> str:
    value = activity.value
    return "".join(char for char in str(value) if char in "0123456789*#")[:20] if type(value) in {str, int} else ""


def _fields(say: Say, transfer: Transfer, *, begins: bool) -> Iterator[dict[str, object]]:
    if begins:
        yield {"type": "event", "name": "config", "sessionParams": _session(say)}
    if say.text:
        listening = {"bargeIn": say.barge_in, "userNoInputTimeoutMS": int(say.patience * 1000)}
        yield {"type": "message", "text": say.text, "activityParams": listening}
    if say.transfer:
        yield {"type": "event", "name": "transfer", "activityParams": _transfer(say, transfer)}
    elif say.hangup:
        yield {"type": "event", "name": "hangup"}


def _session(say: Say) -> dict[str, object]:
    """Return how the call is to be carried: the caller may always interrupt, keys are told, silence too."""
    return {
        "bargeIn": True,
        "bargeInOnDTMF": True,
        "sendDTMF": True,
        "userNoInputSendEvent": True,
        "userNoInputTimeoutMS": int(say.patience * 1000),
    }


def _transfer(say: Say, transfer: Transfer) -> dict[str, object]:
    told: dict[str, object] = {"transferTarget": transfer.target, "handoverReason": say.reason or "asked"}
    if transfer.consult_code:
        told["transferSipHeaders"] = [{"name": CODE_HEADER, "value": transfer.consult_code}]
    return told
