"""Access tokens as the platform issues them (stable_token, token, gettoken)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.wechat.passing_time import PassingTime

LIFE, OVERLAP, BETWEEN_FORCED = timedelta(seconds=7200), timedelta(minutes=5), timedelta(seconds=30)
INVALID, EXPIRED, TOO_OFTEN = 40001, 42001, 45011


@dataclass(slots=True)
class Issued:
    """One token."""

    value: str
    until: datetime


class TokenOffice:
    """Issues tokens. ``renewals`` counts how many, ``asked`` how often somebody asked, ``forced`` how often by force."""

    def __init__(self, time: PassingTime) -> None:
        self._time = time
        self._issued: list[Issued] = []
        self._forced_at: datetime | None = None
        self.renewals = self.asked = self.forced = 0

    def stable(self, *, force: bool) -> tuple[str, int] | None:
        """Return token and seconds left; the same until five minutes before its end. Nothing: forced too often."""
        now = self._time.now()
        self.asked += 1
        if force:
            if self._forced_at and self._forced_at + BETWEEN_FORCED > now:
                return None
            self._forced_at, self._issued = now, []
            self.forced += 1
        if not self._issued or self._issued[-1].until - OVERLAP <= now:
            self._renew(now)
        return self._issued[-1].value, int((self._issued[-1].until - now).total_seconds())

    def fresh(self) -> tuple[str, int]:
        """Return a new token; the one before is good for five minutes more (GET /cgi-bin/token)."""
        now = self._time.now()
        self.asked += 1
        for issued in self._issued:
            issued.until = min(issued.until, now + OVERLAP)
        self._renew(now)
        return self._issued[-1].value, int(LIFE.total_seconds())

    def check(self, token: str) -> int:
        """Return 0, or what is wrong with a token."""
        found = next((issued for issued in self._issued if issued.value == token), None)
        if found is None:
            return INVALID
        return 0 if found.until > self._time.now() else EXPIRED

    def forget(self) -> None:
        """Make every token invalid, as a reset of the secret does."""
        self._issued = []

    def expire(self) -> None:
        """Let every token reach its end now."""
        for issued in self._issued:
            issued.until = self._time.now()

    def _renew(self, now: datetime) -> None:
        self.renewals += 1
        self._issued = [*self._issued[-1:], Issued(secrets.token_urlsafe(48), now + LIFE)]
