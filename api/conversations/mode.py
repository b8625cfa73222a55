"""Who answers in a conversation."""

from enum import StrEnum


class Mode(StrEnum):
    """``waiting`` has a question for a person in it and is answered meanwhile; in ``person`` the service is silent."""

    BOT = "bot"
    WAITING = "waiting"
    PERSON = "person"
