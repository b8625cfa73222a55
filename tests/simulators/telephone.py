"""The switchboard's side of AudioSocket, and a caller: a real connection, sound both ways."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from api.telephony.frames import Frame, FrameDecoder, FrameKind, frame_bytes
from api.telephony.port import Sound
from api.telephony.resampling import resample

_SECONDS = 20.0
_FRAME_MS = 20
_BREATH_SECONDS = 0.5


class Telephone:
    """One call. ``heard`` is all the sound that came back, ``ended`` the frame that ended it, if one did."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rate: int = 8000) -> None:
        self.rate = rate
        self.heard = bytearray()
        self.ended: FrameKind | None = None
        self.closed = asyncio.Event()
        self.fell_silent_at = 0.0
        self._reader, self._writer = reader, writer
        self._speech: list[Frame] = []

    def send(self, *frames: Frame) -> None:
        """Send frames as they are."""
        self._writer.write(b"".join(frame.encode() for frame in frames))

    def say(self, sound: Sound, pause: float = 1.0) -> None:
        """Draw breath, say something, and be silent for some seconds after it; all of it arrives at once."""
        self.be_silent(_BREATH_SECONDS)
        self.send(*self._frames(resample(sound, self.rate).samples))
        self.be_silent(pause)

    def speak(self, sound: Sound) -> None:
        """Say something as fast as people do; ``fell_silent_at`` is then the moment of the last sound, on the loop's clock."""
        self._speech = self._frames(resample(sound, self.rate).samples)

    def be_silent(self, seconds: float) -> None:
        """Send silence."""
        self.send(*self._frames(bytes(2 * int(seconds * self.rate))))

    def press(self, keys: str) -> None:
        """Press keys."""
        self.send(*(Frame(FrameKind.KEY, key.encode("ascii")) for key in keys))

    def hang_up(self) -> None:
        """Hang up, as Asterisk tells it."""
        self.send(Frame(FrameKind.HANGUP))

    def break_off(self) -> None:
        """Lose the connection."""
        self._writer.transport.abort()

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(_SECONDS):
            while not happened():  # noqa: ASYNC110  # both ends may make it so
                await asyncio.sleep(0.01)

    @property
    def heard_seconds(self) -> float:
        """How long all of it lasts that came back."""
        return Sound(bytes(self.heard), self.rate).seconds

    async def until_sound(self) -> None:
        """Wait for the first sound."""
        await self.until(lambda: bool(self.heard))

    async def until_over(self) -> None:
        """Wait until the other side has closed the connection."""
        async with asyncio.timeout(_SECONDS):
            await self.closed.wait()

    async def listen(self) -> None:
        """Read what comes back, until the connection ends."""
        decoder = FrameDecoder()
        with contextlib.suppress(OSError):
            while data := await self._reader.read(1 << 14):
                for frame in decoder.feed(data):
                    if sound := frame.sound:
                        self.heard += sound.samples
                    else:
                        self.ended = frame.kind
        self.closed.set()

    async def hang_on(self) -> None:
        """Send a frame whenever one is due, as a line does: what is spoken, and silence otherwise."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            if self._speech:
                self.send(self._speech.pop(0))
                self.fell_silent_at = loop.time()
            else:
                self.be_silent(_FRAME_MS / 1000)
            due += _FRAME_MS / 1000
            await asyncio.sleep(due - loop.time())

    def _frames(self, samples: bytes) -> list[Frame]:
        size = frame_bytes(self.rate, _FRAME_MS)
        pieces = (samples[at : at + size].ljust(size, b"\0") for at in range(0, len(samples), size))
        return [Frame.of_sound(piece, self.rate) for piece in pieces]


@asynccontextmanager
async def calling(port: int, name: UUID | None = None, rate: int = 8000) -> AsyncIterator[Telephone]:
    """Call; the line is silent and open until the block ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    telephone = Telephone(reader, writer, rate)
    telephone.send(Frame.named(name or uuid4()))
    tasks = [asyncio.create_task(telephone.listen()), asyncio.create_task(telephone.hang_on())]
    try:
        yield telephone
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
