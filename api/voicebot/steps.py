"""The port to what was said in a call, step by step: any process goes on where another one was."""

from dataclasses import dataclass, field
from typing import Protocol

from api.hotline.port import Call, CallName
from api.voicebot.port import Say
from api.voicebot.standing import Standing, Step


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a call is. ``said`` is what was said to the very thing that is heard now, where it was heard before."""

    call_id: str
    conversation_id: str
    standing: Standing = field(default_factory=Standing)
    said: Say | None = None


class Steps(Protocol):
    """Keeps steps."""

    async def progress(self, name: CallName, key: str) -> Progress | None:
        """Return how far a call is, before the thing heard under ``key``; nothing where the call is not known."""

    async def keep(self, call_id: str, key: str, step: Step, told: str = "") -> Say:
        """Keep a step, with the caller's words that led to it, personal data masked; return what is said: where ``key`` was
        taken meanwhile, what was said then.
        """


class MemorySteps:
    """Steps of one process, for tests and rehearsals. ``know`` tells it of calls that others keep."""

    def __init__(self) -> None:
        self._calls: dict[CallName, Call] = {}
        self._steps: dict[str, dict[str, Step]] = {}

    def know(self, call: Call) -> None:
        """Take note of a call."""
        self._calls[call.name] = call
        self._steps.setdefault(call.id, {})

    async def progress(self, name: CallName, key: str) -> Progress | None:
        """Return how far a call is."""
        call = self._calls.get(name)
        if call is None:
            return None
        steps = self._steps[call.id]
        last = next(reversed(steps.values()), None)
        earlier = steps.get(key)
        return Progress(
            call.id,
            call.conversation_id,
            last.standing if last else Standing(),
            earlier.say if earlier else None,
        )

    async def keep(self, call_id: str, key: str, step: Step, told: str = "") -> Say:  # noqa: ARG002  # words are for the records
        """Keep a step, once."""
        return self._steps.setdefault(call_id, {}).setdefault(key, step).say
