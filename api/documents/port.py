"""What an import needs of the index."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.model.passage import Passage


class Indexing(Protocol):
    """Makes published passages findable."""

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Do what can be done before the passages are public."""

    async def catch_up(self) -> None:
        """Apply what was published."""
