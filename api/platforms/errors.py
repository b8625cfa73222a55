"""What goes wrong with a platform.

PlatformError
├── PlatformUnavailable   it does not answer, or is left in peace for a while
└── PlatformRefused       it answered with an errcode
"""

from datetime import timedelta

from api.platforms.verdicts import Verdict
from knowledge.errors import Unavailable


class PlatformError(Unavailable):
    """The messaging platform did not do what was asked."""

    code = "platform_error"


class PlatformUnavailable(PlatformError):
    """The messaging platform does not answer."""

    code = "platform_unavailable"

    def __init__(self, message: str | None = None, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message, remedy="系统会自动再试")
        self.retry_after = retry_after


class PlatformRefused(PlatformError):
    """The platform refused, and said why. ``errcode`` is its number, ``verdict`` what follows from it."""

    code = "platform_refused"

    def __init__(self, errcode: int, verdict: Verdict, meaning: str, *, pause: timedelta | None = None) -> None:
        super().__init__(f"{meaning}（{errcode}）")
        self.errcode = errcode
        self.verdict = verdict
        self.pause = pause
