"""What a gather lets hear, and the verbs that say what is to be said."""

from api.voicebot.jambonz.schemas import GatheredIn, Verb
from api.voicebot.port import Heard, HeardKind, Say
from api.voicebot.transfer import CODE_HEADER, Transfer

SOURCE = "jambonz"
ADDRESS = "/channels/voicebot/jambonz"
_LANGUAGE, _HINTS = "zh-CN", ["人工", "转人工", "再说一遍", "慢一点", "是的", "不是"]
_TIMEOUT = "timeout"


def heard_in(gathered: GatheredIn) -> Heard:
    """Return what a gather lets hear. What it could make nothing of are words without a word."""
    if gathered.digits:
        digits = "".join(char for char in gathered.digits if char in "0123456789*#")[:20]
        return Heard(HeardKind.DIGITS, digits, caller=gathered.caller)
    likeliest = next(iter(gathered.speech.alternatives), None) if gathered.speech else None
    if likeliest is not None:
        confidence = 1.0 if likeliest.confidence is None else min(max(likeliest.confidence, 0.0), 1.0)
        return Heard(HeardKind.WORDS, likeliest.transcript, confidence, recognised=True, caller=gathered.caller)
    kind = HeardKind.SILENCE if gathered.reason == _TIMEOUT else HeardKind.WORDS
    return Heard(kind, recognised=True, caller=gathered.caller)


def verbs_for(say: Say, next_step: int, transfer: Transfer) -> list[Verb]:
    """Return the verbs that say it; what is heard then is told to the address of ``next_step``."""
    if say.transfer:
        return [*_said(say), _dial(transfer), {"verb": "hangup"}]
    if say.hangup or not say.listens:
        return [*_said(say), {"verb": "hangup"}]
    return [_gather(say, next_step)]


def after_transfer(status: str, sorry: str) -> list[Verb]:
    """Return the verbs after a transfer: nobody is left without a word where nobody took it."""
    if status == "completed":
        return [{"verb": "hangup"}]
    return [{"verb": "say", "text": sorry}, {"verb": "hangup"}]


def _said(say: Say) -> list[Verb]:
    return [{"verb": "say", "text": say.text}] if say.text else []


def _gather(say: Say, next_step: int) -> Verb:
    return {
        "verb": "gather",
        "actionHook": f"{ADDRESS}/steps/{next_step}",
        "input": ["speech", "digits"],
        "bargein": say.barge_in,
        "dtmfBargein": say.barge_in,
        "listenDuringPrompt": True,
        "numDigits": 1,
        "timeout": say.patience,
        "recognizer": {"vendor": "default", "language": _LANGUAGE, "hints": [*_HINTS]},
        "say": {"text": say.text},
    }


def _dial(transfer: Transfer) -> Verb:
    kind, _, rest = transfer.target.partition(":")
    target: Verb = {"type": "sip", "sipUri": transfer.target} if kind == "sip" else {"type": "phone", "number": rest}
    headers: Verb = {CODE_HEADER: transfer.consult_code} if transfer.consult_code else {}
    return {
        "verb": "dial",
        "actionHook": f"{ADDRESS}/transferred",
        "answerOnBridge": True,
        "target": [target],
        "headers": headers,
    }
