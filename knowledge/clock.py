"""Time and identity as things that are handed in, so that tests can choose them."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
Ids: TypeAlias = Callable[[], str]

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # one zone, no daylight saving


def utc_now() -> datetime:
    """Return the moment, aware, in UTC."""
    return datetime.now(UTC)


def china_day(moment: datetime) -> date:
    """Return the calendar day in China: a rule in force from a day holds from midnight there."""
    return moment.astimezone(CHINA).date()


def new_id() -> str:
    """Return an id nobody can guess (128 bits)."""
    return secrets.token_urlsafe(16)
