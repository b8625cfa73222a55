"""What is proposed on an entry, and what became of it: closed lists."""

from enum import StrEnum


class ReportKind(StrEnum):
    """An answer was found wrong, or a citizen was told something else than it says."""

    WRONG = "wrong"
    EDITED = "edited"


class ReportState(StrEnum):
    """``withdrawn``: the entry was taken back at once."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
