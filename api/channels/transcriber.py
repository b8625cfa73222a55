"""The port to speech recognition. Which engine hears is an installation's choice; without one, citizens are asked to write."""

from collections.abc import Mapping
from typing import Protocol


class Transcriber(Protocol):
    """Turns speech into words."""

    async def transcribe(self, audio: bytes, form: str) -> str:
        """Return the words of a recording; empty where none can be made out.

        ``audio`` is as the channel gave it, ``form`` its format as the channel names it (``amr``, ``speex``, ``silk``).

        Raises:
            Unavailable: the engine does not answer.
        """


class NoTranscriber:
    """Hears nothing: what an installation without an engine has."""

    async def transcribe(self, audio: bytes, form: str) -> str:  # noqa: ARG002  # the port's signature
        """Return no words."""
        return ""


class ScriptedTranscriber:
    """Knows recordings by heart: for tests. ``heard`` keeps what it was given."""

    def __init__(self, words: Mapping[bytes, str]) -> None:
        self._words = words
        self.heard: list[tuple[bytes, str]] = []

    async def transcribe(self, audio: bytes, form: str) -> str:
        """Return the words of a known recording, none of another."""
        self.heard.append((audio, form))
        return self._words.get(audio, "")
