"""When somebody begins to speak and when they have finished, by how loud it is above what the line hums anyway."""

from collections import deque
from enum import Enum, auto
from itertools import islice

import numpy as np

from api.telephony.limits import EndpointRules

_FULL = 32768.0
_NOTHING = 1e-6


class Edge(Enum):
    """What a frame changed."""

    BEGAN = auto()
    ENDED = auto()


def level_of(samples: bytes) -> float:
    """Return how loud a stretch of sound (s16le) is, in dB, full scale being 0."""
    if not samples:
        return 20 * float(np.log10(_NOTHING))
    values = np.frombuffer(samples, "<i2").astype(np.float32) / _FULL
    return 20 * float(np.log10(float(np.sqrt(np.mean(values * values))) + _NOTHING))


class Attention(Enum):
    """How closely the caller is listened to."""

    OPEN = auto()
    OVER_SPEECH = auto()  # we speak, and an echo of it must not pass for the caller
    DEAF = auto()  # only what the line hums is noted


class Endpointer:
    """Cuts a stream of frames of equal length into utterances."""

    def __init__(self, rules: EndpointRules, frame_ms: int) -> None:
        self._rules, self._frame_ms = rules, frame_ms
        self._levels: deque[float] = deque(maxlen=self._frames(rules.floor_window_ms))
        recent = self._frames(max(rules.onset_window_ms, rules.barge_window_ms))
        self._voiced: deque[bool] = deque(maxlen=recent)
        self._before: deque[bytes] = deque(maxlen=recent + self._frames(rules.before_ms))
        self._said: list[bytes] = []
        self._quiet = 0
        self.speaking = False

    @property
    def floor(self) -> float:
        """How loud the line is when nobody speaks, in dB: the quietest of the last seconds, for speech has gaps."""
        return max(self._rules.quietest_db, min(self._levels, default=self._rules.quietest_db))

    @property
    def quiet_ms(self) -> int:
        """How long nothing was said at the end of what was."""
        return self._quiet * self._frame_ms

    def feed(self, samples: bytes, attention: Attention = Attention.OPEN) -> Edge | None:
        """Take one frame."""
        level = level_of(samples)
        self._levels.append(level)
        if attention is Attention.DEAF:
            self.reset()
            return None
        if self.speaking:
            return self._go_on(samples, level)
        over_speech = attention is Attention.OVER_SPEECH
        self._before.append(samples)
        known = len(self._levels) >= self._frames(self._rules.floor_after_ms)
        self._voiced.append(known and level >= self._threshold(over_speech=over_speech))
        if not self._has_begun(over_speech=over_speech):
            return None
        self.speaking, self._quiet, self._said = True, 0, list(self._before)
        self._forget()
        return Edge.BEGAN

    def take(self) -> bytes:
        """Return what was said, the silence after it cut short, and be ready for the next."""
        kept = len(self._said) - max(0, self._quiet - self._frames(self._rules.after_ms))
        said = b"".join(islice(self._said, kept))
        self.reset()
        return said

    def reset(self) -> None:
        """Forget what was said; what is known of the line is kept."""
        self.speaking, self._quiet, self._said = False, 0, []
        self._forget()

    def _go_on(self, samples: bytes, level: float) -> Edge | None:
        self._said.append(samples)
        loud = level >= max(self._rules.faintest_db, self.floor + self._rules.keep_margin_db)
        self._quiet = 0 if loud else self._quiet + 1
        over = self._quiet >= self._frames(self._rules.end_ms)
        return Edge.ENDED if over or len(self._said) >= self._frames(self._rules.longest_ms) else None

    def _threshold(self, *, over_speech: bool) -> float:
        more = self._rules.barge_margin_db if over_speech else 0.0
        return max(self._rules.faintest_db, self.floor + self._rules.onset_margin_db) + more

    def _has_begun(self, *, over_speech: bool) -> bool:
        rules = self._rules
        window, least = (
            (rules.barge_window_ms, rules.barge_ms) if over_speech else (rules.onset_window_ms, rules.onset_ms)
        )
        recent = islice(reversed(self._voiced), self._frames(window))
        return sum(recent) >= self._frames(least)

    def _forget(self) -> None:
        self._before.clear()
        self._voiced.clear()

    def _frames(self, milliseconds: int) -> int:
        return max(1, milliseconds // self._frame_ms)
