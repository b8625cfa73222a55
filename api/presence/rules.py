"""How presence is kept, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt, model_validator

FILE = Path(__file__).with_name("presence.yml")


class PresenceRules(BaseModel):
    """The whole file; ``presence.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    beat_seconds: PositiveInt
    away_seconds: PositiveInt
    stream_seconds: PositiveInt
    pages: PositiveInt

    @model_validator(mode="after")
    def _two_beats_may_be_missed(self) -> "PresenceRules":
        if self.away_seconds < 2 * self.beat_seconds:
            raise ValueError("who misses one beat would be away")
        return self

    @property
    def away_after(self) -> timedelta:
        """How long after the last sign of life somebody is away."""
        return timedelta(seconds=self.away_seconds)


@cache
def presence_rules() -> PresenceRules:
    """Read ``presence.yml``, once."""
    return PresenceRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
