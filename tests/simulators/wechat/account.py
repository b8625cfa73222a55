"""The Official Account that the platform holds."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How callbacks are sent."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Account:
    """What platform and service agreed on. ``subscription`` accounts have no message menus (40200)."""

    app_id: str = "wx1234567890abcdef"
    secret: str = "the-secret-of-the-account"  # of nothing but the simulator
    token: str = "TheTokenOfTheCallback"
    aes_key: str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    original_id: str = "gh_1234567890ab"
    mode: Mode = Mode.SAFE
    subscription: bool = False
