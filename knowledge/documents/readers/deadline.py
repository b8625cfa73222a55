"""How long a file may take."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Self

from knowledge.documents.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of the time that reading the file ``name`` may take; asked between two pages."""

    name: str
    seconds: float
    clock: Callable[[], float] = monotonic
    started: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", self.clock())

    def later(self, seconds: float) -> Self:
        """Return the deadline that lies so much later."""
        moved = replace(self, seconds=self.seconds + seconds)
        object.__setattr__(moved, "started", self.started)
        return moved

    def check(self) -> None:
        """Go on, or stop.

        Raises:
            TooLarge: the time is over.
        """
        if self.clock() - self.started > self.seconds:
            raise TooLarge(f"“{self.name}”读了 {self.seconds:.0f} 秒还没有读完，已停止。", remedy="请拆分后导入。")
