"""When a policy holds: 施行, 有效期至, 废止 as dates, and what they mean on a given day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Whether a policy is in force on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet_in_force"
    EXPIRED = "expired"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a policy holds. ``None`` means that the text sets no such day.

    ``effective_from`` is the first day in force, ``expires_on`` the last one (有效期至, inclusive),
    ``repealed_on`` the first day on which it no longer holds (废止).
    """

    effective_from: date | None = None
    expires_on: date | None = None
    repealed_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day in force, ``None`` where no end is set or there never was a day in force."""
        ends = [day for day in (self.expires_on, self._eve_of_repeal) if day is not None]
        return min(ends, default=None)

    @property
    def _eve_of_repeal(self) -> date | None:
        if self.repealed_on is None or self.repealed_on == date.min:
            return None
        return self.repealed_on - timedelta(days=1)

    def status(self, on: date) -> Status:
        """Return the status on the day ``on``. Repeal outranks expiry, which outranks the future."""
        if self.repealed_on is not None and on >= self.repealed_on:
            return Status.REPEALED
        if self.expires_on is not None and on > self.expires_on:
            return Status.EXPIRED
        if self.effective_from is not None and on < self.effective_from:
            return Status.NOT_YET
        return Status.IN_FORCE
