"""The dialogue engine as a port, and its twin for tests."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.errors import Unavailable


class DialogueUnavailable(Unavailable):
    """The dialogue engine does not answer."""

    code = "dialogue_unavailable"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of the dialogue: words, or the mark that an action answered the turn."""

    text: str = ""
    answer_id: str = ""


class Dialogue(Protocol):
    """Understands a message and decides what to do."""

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:
        """Hand over one message and return what the dialogue says.

        Raises:
            DialogueUnavailable: it did not answer, or not in time, or with nothing.
        """

    async def ready(self) -> bool:
        """Whether it takes messages."""


Script = Callable[[str, Mapping[str, Any]], Awaitable[list[Utterance]]]


class ScriptedDialogue:
    """A dialogue that does what a function says."""

    def __init__(self, script: Script) -> None:
        self._script = script

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:  # noqa: ARG002
        """Ask the function."""
        return await self._script(text, metadata)

    async def ready(self) -> bool:
        """Return True."""
        return True
