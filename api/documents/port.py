"""What an import needs of the index, and of the gate before it."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.gate.comparison import Comparison
from knowledge.model.passage import Passage


class Indexing(Protocol):
    """Makes published passages findable."""

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Do what can be done before the passages are public."""

    async def catch_up(self) -> None:
        """Apply what was published."""


class Examining(Protocol):
    """Foresees what publishing would do to the answers."""

    async def compare(self, entries: Sequence[tuple[str, tuple[Passage, ...]]]) -> Comparison:
        """Return what would get better and worse with these passages, by entry, beside those that are public."""
