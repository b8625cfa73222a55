"""How long conversations are kept, typed."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt

FILE = Path(__file__).with_name("retention.yml")
SIX_MONTHS = 183  # days; the least that the law allows (网络安全法 21)
_Days = Annotated[int, Field(ge=SIX_MONTHS)]


class Periods(BaseModel):
    """The whole file; ``retention.yml`` says why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Mapping[str, _Days]
    other_days: _Days
    batch: PositiveInt

    def of(self, channel: str) -> timedelta:
        """Return how long a channel's conversations are kept after their last word."""
        return timedelta(days=self.days.get(channel, self.other_days))


@cache
def periods() -> Periods:
    """Read ``retention.yml``, once."""
    return Periods.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
