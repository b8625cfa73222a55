"""How hard the storm blows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """``rate`` lines of the change log a second for ``seconds``, over ``entries`` entries.

    ``kills`` of the ``replicas`` are killed at random moments, each another one, and started again ``down_seconds``
    later. ``questions`` citizens a second ask meanwhile.
    """

    entries: int
    rate: int
    seconds: float
    replicas: int = 3
    kills: int = 2
    down_seconds: float = 0.5
    questions: float = 2.0
    seed: int = 20


FULL = Plan(entries=2_000, rate=200, seconds=60.0)
SHORT = Plan(entries=150, rate=60, seconds=8.0)
