"""The platform's clock; a test lets hours pass at once."""

from datetime import UTC, datetime, timedelta


class PassingTime:
    """The real time and what has been added to it."""

    def __init__(self) -> None:
        self._added = timedelta()

    def now(self) -> datetime:
        """Return the moment, with its zone."""
        return datetime.now(UTC) + self._added

    def passes(self, **amount: float) -> None:
        """Let time pass: ``passes(hours=49)``."""
        self._added += timedelta(**amount)
