"""How the outbox works, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeFloat, PositiveFloat, PositiveInt, model_validator

from api.channels.backoff import Backoff

FILE = Path(__file__).with_name("outbox.yml")


class OutboxLimits(BaseModel):
    """The whole file; ``outbox.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offered_seconds: PositiveFloat
    repeat_seconds: PositiveFloat
    grace_seconds: NonNegativeFloat
    lease_seconds: PositiveFloat
    deliver_seconds: PositiveFloat
    look_seconds: PositiveFloat
    at_once: PositiveInt
    stop_seconds: NonNegativeFloat
    first_pause_seconds: PositiveFloat
    longest_pause_seconds: PositiveFloat
    unreachable_pause_seconds: PositiveFloat
    give_up_hours: PositiveFloat
    measure_seconds: PositiveFloat

    @model_validator(mode="after")
    def _an_attempt_ends_before_its_lease(self) -> Self:
        if self.deliver_seconds >= self.lease_seconds:
            raise ValueError("deliver_seconds has to be less than lease_seconds: else a message is sent by two at once")
        return self

    @property
    def offered(self) -> timedelta:
        """How long a message given into a reply waits for its confirmation."""
        return timedelta(seconds=self.offered_seconds)

    @property
    def after_repeats(self) -> timedelta:
        """How long before a message's time runs out the platform may ask for it last, at the earliest."""
        return timedelta(seconds=self.offered_seconds - self.repeat_seconds)

    @property
    def grace(self) -> timedelta:
        """How long a process is waited for that gave a message into a reply and may be dead."""
        return timedelta(seconds=self.grace_seconds)

    @property
    def lease(self) -> timedelta:
        """How long a message belongs to who sends it."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def give_up(self) -> timedelta:
        """The age at which a message that cannot be sent is given up."""
        return timedelta(hours=self.give_up_hours)

    @property
    def backoff(self) -> Backoff:
        """The pauses between attempts."""
        return Backoff(timedelta(seconds=self.first_pause_seconds), timedelta(seconds=self.longest_pause_seconds))

    @property
    def unreachable(self) -> timedelta:
        """The longest pause where it was not for the message that it did not go."""
        return timedelta(seconds=self.unreachable_pause_seconds)


@cache
def outbox_limits() -> OutboxLimits:
    """Read ``outbox.yml``, once."""
    return OutboxLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
