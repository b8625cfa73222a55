"""When each replica saw each change, and how long that took in the slowest of those that could."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Sighting = tuple[float, int]
"""A moment on the monotonic clock, and the number of the last change visible from then on."""

_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Life:
    """One life of a replica: from its first sighting, when it began to serve, until it was killed at ``end``."""

    sightings: Sequence[Sighting]
    end: float

    def delay(self, committed: float, sequence: int) -> float | None:
        """Return how many seconds after its commit a change was visible here.

        None for a change that this life owes nobody: committed before it began to serve, or so shortly before its end
        that it need not have been seen. Infinity where it ought to have been seen and was not.
        """
        if not self.sightings or committed < self.sightings[0][0]:
            return None
        at = bisect_left(self.sightings, sequence, key=lambda sighting: sighting[1])
        if at < len(self.sightings):
            return max(0.0, self.sightings[at][0] - committed)
        return None if committed + _PATIENCE_SECONDS > self.end else float("inf")


def read_timeline(path: Path) -> list[Sighting]:
    """Read what a replica wrote; a line cut off by the kill is left out."""
    lines = path.read_text("ascii").splitlines(keepends=True) if path.is_file() else []
    rows = [line.split() for line in lines if line.endswith("\n")]
    return [(float(moment), int(sequence)) for moment, sequence in rows]


def delays(lives: Sequence[Life], commits: Sequence[Sighting]) -> Iterator[float]:
    """Yield for every commit how long it took until the last of the replicas in service saw it."""
    for committed, sequence in commits:
        seen = [delay for life in lives if (delay := life.delay(committed, sequence)) is not None]
        if seen:
            yield max(seen)
