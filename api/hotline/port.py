"""What a call is, and the port to its record: everything that reports calls speaks to this."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

CHANNEL = "hotline"
"""The channel of every conversation that is a call, however the call was reported."""


class CallState(StrEnum):
    """How far a call is."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Speaker(StrEnum):
    """Who said a piece of a call."""

    CITIZEN = "citizen"
    OPERATOR = "operator"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class CallName:
    """Who reports a call, and its name there: ``hotline``, ``audiocodes``, ``jambonz`` or ``audiosocket``."""

    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it is kept. ``caller`` is masked; its questions are turns of ``conversation_id``."""

    id: str
    name: CallName
    conversation_id: str
    consult_code: str
    caller: str
    operator: str
    state: CallState
    started_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    spoken_of: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of what was said. ``key`` is its own within the call: brought twice, it is one.

    ``at`` is when it was said, by whoever brings it; without it, it is the moment in which it is kept.
    """

    key: str
    speaker: Speaker
    text: str
    turn_id: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What a caller is in the middle of saying: words that may still change, which arrived ``at`` a moment.

    ``answer`` is what would be answered, as JSON; nothing while that is uncertain.
    """

    text: str
    at: datetime
    answer: Mapping[str, Any] | None = None


class Calls(Protocol):
    """Keeps calls. Every method may be repeated, late or out of order without harm."""

    async def ring(self, name: CallName, *, caller: str = "", region: str = "") -> Call:
        """Return the call of this name, made where it is new; its conversation and consult code exist from now on."""

    async def answered(self, name: CallName, operator: str) -> Call:
        """Note who took it; a call that never rang is made."""

    async def said(self, name: CallName, piece: Piece) -> bool:
        """Keep a piece, personal data masked; return whether it is new."""

    async def hears(self, name: CallName, saying: Saying) -> None:
        """Keep what is being said, personal data masked, in the place of what was before.

        What the caller said in the end, and the end of the call, take it away; so it does not come back if it is late.
        """

    async def saying(self, name: CallName) -> Saying | None:
        """Return what is being said; nothing where it is too long ago to go on."""

    async def ended(self, name: CallName, by: str) -> Call:
        """Note that it is over, and by whom: ``caller``, ``operator``, ``bot``, ``transfer``, ``failure``."""

    async def find(self, name: CallName) -> Call | None:
        """Return a call, if it is known."""
