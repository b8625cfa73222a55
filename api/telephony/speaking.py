"""The mouth of a call: sound goes out at the pace it is heard, so that it can be broken off at any moment."""

import asyncio
from collections.abc import Awaitable, Callable

from api.telephony.frames import Frame, frame_bytes
from api.telephony.limits import TelephonyLimits
from api.telephony.port import Sound

Send = Callable[[Frame], Awaitable[None]]
_STALLED_SECONDS = 0.2
"""How late a frame may be before the pace is taken up anew rather than made up for in a burst."""


class Playing:
    """One sound on its way to the caller. Broken off, it goes on from where it was."""

    def __init__(self, sound: Sound, limits: TelephonyLimits) -> None:
        self._sound, self._limits = sound, limits
        self._size = frame_bytes(sound.rate, limits.frame_ms)
        self._at = 0

    @property
    def done(self) -> bool:
        """Whether all of it went out."""
        return self._at >= len(self._sound.samples)

    def rewind(self) -> None:
        """Go back a little, so that the word it was broken off in is heard again."""
        self._at = max(0, self._at - frame_bytes(self._sound.rate, self._limits.rewind_ms))

    async def run(self, send: Send) -> None:
        """Send what is left, and return when it has been heard."""
        loop, seconds = asyncio.get_running_loop(), self._limits.frame_seconds
        due = loop.time()  # when the frame that is next begins to be heard
        while not self.done:
            await asyncio.sleep(due - self._limits.lead_frames * seconds - loop.time())
            if loop.time() - due > _STALLED_SECONDS:
                due = loop.time()
            samples = self._sound.samples[self._at : self._at + self._size]
            await send(Frame.of_sound(samples.ljust(self._size, b"\0"), self._sound.rate))
            self._at += self._size
            due += seconds
        await asyncio.sleep(due - loop.time())
