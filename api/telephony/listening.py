"""The ear of a call: frames as they arrive become what the caller did."""

import asyncio
from uuid import UUID

import structlog

from api.telephony.endpointing import Attention, Edge, Endpointer
from api.telephony.errors import BrokenFrame
from api.telephony.events import Began, Events, Gone, Pressed, Uttered
from api.telephony.frames import Frame, FrameDecoder, FrameKind, frame_bytes
from api.telephony.keys import KeyPad
from api.telephony.limits import TelephonyLimits
from api.telephony.port import Sound

USUAL_RATE = 8000
_READ = 1 << 14
_log = structlog.get_logger()


class Listener:
    """Reads one connection to its end. ``rate`` is that of the line in hertz, as its last sound had it; ``gone`` whether it ended."""

    def __init__(self, reader: asyncio.StreamReader, limits: TelephonyLimits) -> None:
        self.events = Events()
        self.attention = Attention.OPEN
        self.rate = USUAL_RATE
        self.gone = False
        self.named: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()
        self._reader, self._limits = reader, limits
        self._endpointer = Endpointer(limits.endpoint, limits.frame_ms)
        self._keys = KeyPad(limits.keys, lambda keys: self.events.put(Pressed(keys)))
        self._held = bytearray()
        self._started, self._heard_seconds = asyncio.get_running_loop().time(), 0.0

    async def run(self) -> None:
        """Read until the line is gone; what was half said or pressed then is handed on before that is told."""
        by = "failure"
        try:
            by = await self._read()
        except (BrokenFrame, OSError) as error:  # TimeoutError is one
            _log.warning("audiosocket_broken", error=type(error).__name__)
        finally:
            self._end(by)

    async def _read(self) -> str:
        decoder = FrameDecoder()
        while True:
            data = await self._bytes()
            if data is None:
                self._finish()
                continue
            if not data:
                return "caller"
            for frame in decoder.feed(data):
                if frame.kind is FrameKind.HANGUP:
                    return "caller"
                self._take(frame)

    async def _bytes(self) -> bytes | None:
        """Return what comes next; nothing where a line that sends no silence stops in the middle of speech.

        Raises:
            TimeoutError: nothing has come for too long.
        """
        speaking = self._endpointer.speaking
        patience = self._limits.endpoint.end_ms / 1000 if speaking else self._limits.quiet_seconds
        try:
            return await asyncio.wait_for(self._reader.read(_READ), patience)
        except TimeoutError:
            if not speaking:
                raise
            return None

    def _take(self, frame: Frame) -> None:
        if not self.named.done():
            if frame.kind is not FrameKind.NAME:
                raise BrokenFrame("第一帧应为通话标识")
            self.named.set_result(UUID(bytes=frame.payload))
        elif frame.kind is FrameKind.KEY:
            self._keys.press(frame.payload.decode("ascii"))
        elif frame.kind in {FrameKind.NAME, FrameKind.ERROR}:
            raise BrokenFrame("通话中途不应有这种帧")
        elif sound := frame.sound:
            self._hear(sound)

    def _hear(self, sound: Sound) -> None:
        if sound.rate != self.rate:
            self._finish()
            self._held.clear()
            self.rate = sound.rate
        self._heard_seconds += sound.seconds
        if self._heard_seconds > asyncio.get_running_loop().time() - self._started + self._limits.ahead_seconds:
            raise BrokenFrame("声音来得比说得快")
        self._held += sound.samples
        size = frame_bytes(self.rate, self._limits.frame_ms)
        while len(self._held) >= size:
            samples = bytes(self._held[:size])
            del self._held[:size]
            edge = self._endpointer.feed(samples, self.attention)
            if edge is Edge.BEGAN:
                self.events.put(Began())
            elif edge is Edge.ENDED:
                self._finish()

    def _finish(self) -> None:
        """Hand on what was said."""
        if not self._endpointer.speaking:
            return
        ended_at = asyncio.get_running_loop().time() - self._endpointer.quiet_ms / 1000
        self.events.put(Uttered(Sound(self._endpointer.take(), self.rate), ended_at))

    def _end(self, by: str) -> None:
        if not self.named.done():
            self.named.set_exception(BrokenFrame("线路断开时还没有报上通话标识"))
        self.gone = True
        self._finish()
        self._keys.flush()
        self.events.put(Gone(by))
