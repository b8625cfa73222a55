"""The ports to speech: words out of sound, sound out of words. Sound is 16-bit little-endian mono PCM."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sound:
    """``samples`` are PCM (s16le, mono), ``rate`` in hertz."""

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a sound, empty where none can be made out; ``confidence`` is between 0 and 1."""

    text: str
    confidence: float


class Recogniser(Protocol):
    """Speech recognition."""

    async def recognise(self, sound: Sound) -> Recognised:
        """Return the words.

        Raises:
            Unavailable: the engine does not answer.
        """


class Synthesiser(Protocol):
    """Speech synthesis."""

    async def speak(self, text: str, rate: int) -> Sound:
        """Return the sound of a text that is ready to be read aloud.

        Raises:
            Unavailable: the engine does not answer.
        """
