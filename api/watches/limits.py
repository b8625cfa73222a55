"""How politely sites are looked at, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeFloat, PositiveInt

FILE = Path(__file__).with_name("watches.yml")


class WatchLimits(BaseModel):
    """The whole file; ``watches.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    user_agent: str
    robot_name: str
    gap_seconds: NonNegativeFloat
    max_gap_seconds: NonNegativeFloat
    connect_seconds: NonNegativeFloat
    page_seconds: NonNegativeFloat
    max_bytes: PositiveInt
    max_redirects: PositiveInt
    robots_hours: PositiveInt
    pages_at_once: PositiveInt
    pages_now: PositiveInt
    max_links: PositiveInt
    min_minutes: PositiveInt
    max_minutes: PositiveInt
    back_off_minutes: PositiveInt
    max_back_off_minutes: PositiveInt
    error_doublings: PositiveInt


@cache
def watch_limits() -> WatchLimits:
    """Read ``watches.yml``, once."""
    return WatchLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
