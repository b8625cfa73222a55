"""Speech engines without an engine, for tests: sounds known by heart."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from api.telephony.errors import EngineUnavailable
from api.telephony.port import Recognised, Sound
from api.telephony.resampling import resample

_HZ, _LOUD = 220.0, 8000.0


class ScriptedRecogniser:
    """Knows the sounds it was given, wherever in a stretch of sound they are.

    ``heard`` keeps what it was asked. While ``broken``, it does not answer.
    """

    def __init__(self, known: Sequence[tuple[Sound, str]], least: float = 0.5) -> None:
        """``least`` is the likeness (0 to 1) from which a sound is taken for a known one."""
        self._known, self._least = known, least
        self.heard: list[Sound] = []
        self.broken = False

    async def recognise(self, sound: Sound) -> Recognised:
        """Return the words of the known sound that is most alike, none where none is."""
        if self.broken:
            raise EngineUnavailable
        self.heard.append(sound)
        alike = [(likeness(sound, resample(known, sound.rate)), words) for known, words in self._known]
        best, words = max(alike, default=(0.0, ""))
        return Recognised(words, best) if best >= self._least else Recognised("", 0.0)


class ScriptedSynthesiser:
    """Hums as long as a text is: ``seconds`` for each character. ``said`` keeps the texts. While ``broken``, it does not answer."""

    def __init__(self, seconds: float = 0.02) -> None:
        self._seconds = seconds
        self.said: list[str] = []
        self.broken = False

    async def speak(self, text: str, rate: int) -> Sound:
        """Return the hum."""
        if self.broken:
            raise EngineUnavailable
        self.said.append(text)
        return hum(len(text) * self._seconds, rate)


def hum(seconds: float, rate: int, hertz: float = _HZ) -> Sound:
    """Return a hum of this length and height."""
    times = np.arange(int(seconds * rate)) / rate
    return Sound((_LOUD * np.sin(2 * np.pi * hertz * times)).astype("<i2").tobytes(), rate)


def likeness(one: Sound, other: Sound) -> float:
    """Return how alike two sounds of one rate are where they are most alike, 0 to 1."""
    first, second = _samples(one), _samples(other)
    size = len(first) + len(second)
    power = float(np.linalg.norm(first) * np.linalg.norm(second))
    if not size or not power:
        return 0.0
    product = np.fft.rfft(first, size) * np.conj(np.fft.rfft(second, size))
    return min(1.0, float(np.max(np.fft.irfft(product, size))) / power)


def _samples(sound: Sound) -> NDArray[np.float64]:
    return np.frombuffer(sound.samples, "<i2").astype(np.float64)
