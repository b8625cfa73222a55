"""What an index holds as one digest: equal where two processes find the same, however their segments lie."""

import hashlib
from itertools import compress

from knowledge.index import codec
from knowledge.index.segment import DENSE_FIELDS, Segment
from knowledge.index.view import IndexView


def index_digest(view: IndexView) -> str:
    """Return the SHA-256 over the passages alive and their vectors, in the order of the passages' ids."""
    lines = sorted(
        line
        for segment, alive in zip(view.segments, view.alive, strict=True)
        for line in compress(_lines(segment), alive)
    )
    return hashlib.sha256(b"".join(lines)).hexdigest()


def _lines(segment: Segment) -> list[bytes]:
    """Return a digest of every row, the passage's id before it."""
    fields = [segment.dense[name] for name in DENSE_FIELDS]
    lines = []
    for row, document in enumerate(segment.records.documents()):
        found = hashlib.sha256(document)
        for field in fields:
            found.update(field.vectors[field.offsets[row] : field.offsets[row + 1]].tobytes() + b"|")
        lines.append(codec.decode(document).id.encode() + b"\0" + found.digest())
    return lines
