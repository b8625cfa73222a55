"""A page as its format gives it: characters and rules at their places. Lengths are in the units of the format, y down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character, or the few that one glyph stands for, and the box it fills."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of its box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way down its box."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A horizontal or vertical line, as tables are ruled with."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """The characters and rules of a page."""

    number: int
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule] = field(default=())


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text at its place. ``is_row`` is a row of a ruled table, its cells parted by bars."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_row: bool = False
