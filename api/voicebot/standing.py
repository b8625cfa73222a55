"""Where a call stands between two things heard: a few facts, kept with what was said."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from api.voicebot.port import Say


@dataclass(frozen=True, slots=True)
class Standing:
    """``last`` is what was said last, to be said again; ``pending`` a question that waits for a yes, personal data masked.

    ``choices`` are the questions that can be chosen by their number; ``offered`` that a person was offered; ``form`` that
    the dialogue asks its own question, which digits may answer. ``silences``, ``misses`` and ``doubts`` count in a row.
    """

    last: str = ""
    pending: str = ""
    choices: tuple[str, ...] = ()
    offered: bool = False
    form: bool = False
    silences: int = 0
    misses: int = 0
    doubts: int = 0
    slow: bool = False
    over: bool = False

    def settled(self) -> "Standing":
        """Return it with no question open, but for what the dialogue itself asks."""
        return replace(self, pending="", choices=(), offered=False, silences=0)


@dataclass(frozen=True, slots=True)
class Step:
    """What was said to one thing heard, and where the call stood afterwards."""

    say: Say
    standing: Standing


STEP = TypeAdapter(Step)
"""A step as JSON and back."""
