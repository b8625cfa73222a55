"""Everything that goes wrong on purpose."""

from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Faults:
    """Switches; each is off at first.

    Towards the service: ``doubled`` sends each callback twice at a time, ``held`` keeps them back until they are let go
    in reverse order, ``lost_replies`` lets so many of the service's replies vanish on the way, ``truncated`` cuts so many
    bodies, ``forged`` signs so many with another token. Of the interface: ``errcodes`` are answered next, by path
    (``message/custom/send``); ``slow_seconds`` passes before each answer; ``hangs`` never answers at all.
    """

    doubled: bool = False
    held: bool = False
    lost_replies: int = 0
    truncated: int = 0
    forged: int = 0
    slow_seconds: float = 0.0
    hangs: bool = False
    errcodes: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))

    def answer(self, path: str, *errcodes: int) -> None:
        """Let the next calls of a path fail with these codes."""
        self.errcodes[path].extend(errcodes)

    def take(self, name: str) -> bool:
        """Use up one of a counted fault."""
        left: int = getattr(self, name)
        setattr(self, name, max(0, left - 1))
        return left > 0
