"""How the inbox works, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt

from api.channels.backoff import Backoff

FILE = Path(__file__).with_name("inbox.yml")


class InboxLimits(BaseModel):
    """The whole file; ``inbox.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hold_seconds: PositiveFloat
    lease_seconds: PositiveFloat
    look_seconds: PositiveFloat
    at_once: PositiveInt
    batch: PositiveInt
    attempts: PositiveInt
    first_pause_seconds: PositiveFloat
    longest_pause_seconds: PositiveFloat

    @property
    def hold(self) -> timedelta:
        """How long a fresh message belongs to whoever received it."""
        return timedelta(seconds=self.hold_seconds)

    @property
    def lease(self) -> timedelta:
        """How long a message belongs to a worker that does not renew it."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def backoff(self) -> Backoff:
        """The pauses between attempts."""
        return Backoff(timedelta(seconds=self.first_pause_seconds), timedelta(seconds=self.longest_pause_seconds))


@cache
def inbox_limits() -> InboxLimits:
    """Read ``inbox.yml``, once."""
    return InboxLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
