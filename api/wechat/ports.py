"""What the Official Account needs of the rest of the service, as small as it can be asked for."""

from dataclasses import dataclass, field
from typing import Protocol

from api.channels.port import Incoming


class Doorkeeper(Protocol):
    """Whether questions are taken now: kill switch, and limits per person."""

    async def turn_away(self, visitor_id: str) -> str | None:
        """Return what to say instead of an answer; nothing where the question is taken."""


class Ears(Protocol):
    """Turns speech into words."""

    async def hear(self, incoming: Incoming) -> str:
        """Return the words of a voice message; empty where they cannot be had."""


class Deaf:
    """Hears nothing: citizens are asked to write."""

    async def hear(self, _incoming: Incoming) -> str:
        """Hear nothing."""
        return ""


class Registry(Protocol):
    """Consultations by their codes."""

    async def state_of(self, code: str, visitor_id: str) -> str | None:
        """Return what may be told of a consultation to whoever has its code; nothing where there is none."""


class Typist(Protocol):
    """Shows that an answer is being written."""

    async def show_typing(self, openid: str) -> None:
        """Show it for some seconds, where that is possible; never an error."""


class NoTypist:
    """Shows nothing: an account that may not push."""

    async def show_typing(self, _openid: str) -> None:
        """Show nothing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ports together."""

    door: Doorkeeper
    registry: Registry
    ears: Ears = field(default_factory=Deaf)
    typist: Typist = field(default_factory=NoTypist)
