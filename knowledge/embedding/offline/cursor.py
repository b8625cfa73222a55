"""Reading fields one after another from little-endian bytes."""

import struct
from typing import Any

from knowledge.embedding.offline.errors import SourceRejected


class Cursor:
    """A position in ``data`` that moves with every field taken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def integer(self, layout: str) -> int:
        """Take one integer; ``layout`` is a ``struct`` character."""
        return int(self._take(layout)[0])

    def integers(self, count: int) -> tuple[int, ...]:
        """Take ``count`` signed 32-bit integers."""
        return tuple(int(value) for value in self._take(f"{count}i"))

    def real(self) -> float:
        """Take one 32-bit float."""
        return float(self._take("f")[0])

    def raw(self, size: int) -> bytes:
        """Take ``size`` bytes as they are."""
        value: bytes = self._take(f"{size}s")[0]
        return value

    def skip(self, size: int) -> None:
        """Pass over ``size`` bytes."""
        if size < 0 or self._at + size > len(self._data):
            raise SourceRejected(f"the model file is cut off: {size} bytes wanted at {self._at} of {len(self._data)}")
        self._at += size

    def _take(self, layout: str) -> tuple[Any, ...]:
        start = self._at
        self.skip(struct.calcsize(f"<{layout}"))
        return struct.unpack_from(f"<{layout}", self._data, start)
