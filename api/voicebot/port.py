"""What is heard and said on the telephone, whatever carries it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from api.hotline.port import CallName


class HeardKind(StrEnum):
    """What came from the caller."""

    START = "start"  # the call begins
    WORDS = "words"
    DIGITS = "digits"  # keys of the telephone
    SILENCE = "silence"  # nothing within the time given
    HANGUP = "hangup"


class Reason(StrEnum):
    """Why a call goes to an operator."""

    ASKED = "asked"  # the caller wants a person
    SILENCE = "silence"  # nothing was heard, again and again
    NOT_UNDERSTOOD = "not_understood"  # nothing was made out, again and again
    NO_ANSWER = "no_answer"  # nothing certain was found, again
    MATTER = "matter"  # a matter for persons: complaints, progress of a case
    CLOSED = "closed"  # the channel is closed, or this caller asks too much
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing heard. ``confidence`` is the recogniser's, 1 where it tells none; ``recognised`` that a machine made the words
    out of sound, so that they are read back.
    """

    kind: HeardKind
    text: str = ""
    confidence: float = 1.0
    recognised: bool = False
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """What is said next, ready to be read aloud. ``listens`` that the caller is heard afterwards, for ``patience`` seconds;
    ``barge_in`` that the caller may speak into it; with ``transfer`` the call goes to an operator, for ``reason``; with
    ``hangup`` it ends.
    """

    text: str
    listens: bool = True
    barge_in: bool = True
    transfer: bool = False
    hangup: bool = False
    patience: float = 8.0
    turn_id: str = ""
    reason: Reason | None = None


class VoiceDialog(Protocol):
    """Leads calls."""

    async def hear(self, call: CallName, key: str, heard: Heard) -> Say:
        """Return what is said to something heard; ``key`` names it within the call: heard again, the same is said again."""
