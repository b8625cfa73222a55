"""Whether an operator can be given work: a closed list."""

from enum import StrEnum


class PresenceState(StrEnum):
    """What an operator says of themselves; ``away`` is also whoever gave no sign of life for a while."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
