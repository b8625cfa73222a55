"""What operators do with answers: a closed list."""

from enum import StrEnum


class UseKind(StrEnum):
    """``adopted`` as it was, ``edited`` before the citizen was told, or found ``wrong``."""

    ADOPTED = "adopted"
    EDITED = "edited"
    WRONG = "wrong"
