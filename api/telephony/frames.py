"""AudioSocket frames: one byte of kind, two of length (big-endian), the payload (docs.asterisk.org, AudioSocket)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from api.telephony.errors import BrokenFrame
from api.telephony.port import Sound

HEADER = struct.Struct(">BH")
LONGEST_PAYLOAD = 0xFFFF
KEYS = frozenset("0123456789*#ABCD")
_BYTES = 2  # of a sample


class FrameKind(IntEnum):
    """What a frame carries; sound has a kind for every rate."""

    HANGUP = 0x00
    NAME = 0x01
    KEY = 0x03
    SLIN8 = 0x10
    SLIN12 = 0x11
    SLIN16 = 0x12
    SLIN24 = 0x13
    SLIN32 = 0x14
    SLIN44 = 0x15
    SLIN48 = 0x16
    SLIN96 = 0x17
    SLIN192 = 0x18
    ERROR = 0xFF


RATES = {
    FrameKind.SLIN8: 8000,
    FrameKind.SLIN12: 12000,
    FrameKind.SLIN16: 16000,
    FrameKind.SLIN24: 24000,
    FrameKind.SLIN32: 32000,
    FrameKind.SLIN44: 44100,
    FrameKind.SLIN48: 48000,
    FrameKind.SLIN96: 96000,
    FrameKind.SLIN192: 192000,
}
_KINDS = {rate: kind for kind, rate in RATES.items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; that its payload fits its kind is seen to where it is made.

    Raises:
        BrokenFrame: the payload does not fit the kind.
    """

    kind: FrameKind
    payload: bytes = b""

    def __post_init__(self) -> None:
        if len(self.payload) > LONGEST_PAYLOAD:
            raise BrokenFrame(f"一帧最长 {LONGEST_PAYLOAD} 字节")
        if self.kind is FrameKind.NAME and len(self.payload) != 16:
            raise BrokenFrame("通话标识应为 16 字节")
        if self.kind is FrameKind.KEY and self.payload.decode("latin-1") not in KEYS:
            raise BrokenFrame("按键应为 0-9、*、#、A-D 中的一个")
        if self.kind in RATES and len(self.payload) % _BYTES:
            raise BrokenFrame("声音应为 16 位采样")

    @classmethod
    def named(cls, name: UUID) -> "Frame":
        """Return the frame that opens a call."""
        return cls(FrameKind.NAME, name.bytes)

    @classmethod
    def of_sound(cls, samples: bytes, rate: int) -> "Frame":
        """Return the frame of a stretch of sound.

        Raises:
            BrokenFrame: the protocol has no such rate.
        """
        if rate not in _KINDS:
            raise BrokenFrame(f"没有 {rate} 赫兹的声音帧")
        return cls(_KINDS[rate], samples)

    @property
    def sound(self) -> Sound | None:
        """The sound in it, none where it is of another kind."""
        return Sound(self.payload, RATES[self.kind]) if self.kind in RATES else None

    def encode(self) -> bytes:
        """Return the bytes. They must go out in one piece: Asterisk waits 5 ms for a payload after its header."""
        return HEADER.pack(self.kind, len(self.payload)) + self.payload


class FrameDecoder:
    """Makes frames of bytes as they arrive; holds at most one frame that is not complete."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def held(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Yield the frames that are complete; the iterator has to be used up before more is fed.

        Raises:
            BrokenFrame: what comes is no frame; nothing after it can be read.
        """
        self._held += data
        while len(self._held) >= HEADER.size:
            number, length = HEADER.unpack_from(self._held)
            kind = _kind(number)
            end = HEADER.size + length
            if len(self._held) < end:
                return
            payload = bytes(self._held[HEADER.size : end])
            del self._held[:end]
            yield Frame(kind, payload)


def frame_bytes(rate: int, milliseconds: int) -> int:
    """Return how many bytes of s16le mono sound last so long."""
    return _BYTES * (rate * milliseconds // 1000)


def _kind(number: int) -> FrameKind:
    try:
        return FrameKind(number)
    except ValueError as error:
        raise BrokenFrame(f"没有 0x{number:02x} 这种帧") from error
