"""How far a question for a person got, who speaks, and why it ended: closed lists."""

from enum import StrEnum


class RequestState(StrEnum):
    """A question left for a person."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class Author(StrEnum):
    """Who said something outside the turns."""

    PERSON = "person"  # a member of staff
    CITIZEN = "citizen"
    SYSTEM = "system"


class CloseReason(StrEnum):
    """Why a question for a person ended; ``handover.yml`` has the labels."""

    ANSWERED = "answered"
    REFERRED = "referred"
    UNREACHABLE = "unreachable"
    OTHER = "other"
    IDLE = "idle"  # only the service itself: the person said nothing more
