"""The passages themselves: one blob of JSON documents, decoded only where a hit asks for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from knowledge.index import codec
from knowledge.index.postings import Mask
from knowledge.model.passage import Passage

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Records:
    """Document ``r`` is ``blob[offsets[r]:offsets[r + 1]]``."""

    blob: Bytes
    offsets: NDArray[np.int64]

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> "Records":
        """Encode passages."""
        return cls._join([codec.encode(passage) for passage in passages])

    @classmethod
    def merge(cls, parts: Sequence["Records"], keeps: Sequence[Mask]) -> "Records":
        """Join parts one after the other, leaving out the rows that ``keeps`` does not name."""
        kept = (compress(part.documents(), keep) for part, keep in zip(parts, keeps, strict=True))
        return cls._join([document for part in kept for document in part])

    @classmethod
    def _join(cls, documents: Sequence[bytes]) -> "Records":
        ends = np.cumsum(np.fromiter(map(len, documents), np.int64, len(documents)))
        return cls(np.frombuffer(b"".join(documents), np.uint8), np.concatenate(([0], ends)).astype(np.int64))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> Passage:
        return codec.decode(self.blob[self.offsets[row] : self.offsets[row + 1]].tobytes())

    def documents(self) -> Iterator[bytes]:
        """Yield every document, encoded."""
        for start, stop in zip(self.offsets[:-1], self.offsets[1:], strict=True):
            yield self.blob[start:stop].tobytes()
