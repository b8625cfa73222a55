"""How many messages may be sent to a user, and until when (客服消息)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.wechat.passing_time import PassingTime

WINDOW_CLOSED, QUOTA_USED = 45015, 45047
MESSAGE = (5, timedelta(hours=48))
CLICK = FOLLOW = SCAN = (3, timedelta(minutes=1))


@dataclass(slots=True)
class Grant:
    """So many messages until then."""

    left: int
    until: datetime


class Allowance:
    """What a user's acts allow; a new act of a kind renews what the last of its kind allowed."""

    def __init__(self, time: PassingTime) -> None:
        self._time = time
        self._grants: dict[str, Grant] = {}

    def grant(self, kind: str, rule: tuple[int, timedelta]) -> None:
        """Note an act of the user."""
        self._grants[kind] = Grant(rule[0], self._time.now() + rule[1])

    def take(self) -> int:
        """Use one message; return 0, or the error the platform answers with."""
        live = [grant for grant in self._grants.values() if grant.until > self._time.now()]
        if not live:
            return WINDOW_CLOSED
        usable = [grant for grant in live if grant.left > 0]
        if not usable:
            return QUOTA_USED
        min(usable, key=lambda grant: grant.until).left -= 1
        return 0
