"""How many connections are held open for questions that wait."""

from collections.abc import Iterator
from contextlib import contextmanager


class WaitingRoom:
    """Counts those who wait with an open connection: each costs ten times what its question does."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0

    @property
    def is_full(self) -> bool:
        """Whether the next had better come back later."""
        return self._taken >= self._places

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place for the length of the block."""
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
