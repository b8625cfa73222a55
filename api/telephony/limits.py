"""How calls are led, typed."""

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt

FILE = Path(__file__).with_name("telephony.yml")


class EndpointRules(BaseModel):
    """When somebody speaks, and when they have finished; ``telephony.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floor_window_ms: PositiveInt
    floor_after_ms: PositiveInt
    quietest_db: float
    faintest_db: float
    onset_margin_db: PositiveFloat
    keep_margin_db: PositiveFloat
    onset_ms: PositiveInt
    onset_window_ms: PositiveInt
    barge_margin_db: PositiveFloat
    barge_ms: PositiveInt
    barge_window_ms: PositiveInt
    before_ms: NonNegativeInt
    after_ms: NonNegativeInt
    end_ms: PositiveInt
    longest_ms: PositiveInt


class KeyRules(BaseModel):
    """How keys are gathered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gap_ms: PositiveInt
    at_once: str
    last: Annotated[str, Field(min_length=1, max_length=1)]
    longest: PositiveInt


class Sentences(BaseModel):
    """What is said where there is no dialogue to say it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unavailable: Annotated[str, Field(min_length=1)]
    too_long: Annotated[str, Field(min_length=1)]


class TelephonyLimits(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame_ms: PositiveInt
    lead_frames: NonNegativeInt
    hello_seconds: PositiveFloat
    quiet_seconds: PositiveFloat
    write_seconds: PositiveFloat
    calls_at_once: PositiveInt
    answer_seconds: PositiveFloat
    call_seconds: PositiveFloat
    ahead_seconds: PositiveFloat
    stop_seconds: PositiveFloat
    rewind_ms: NonNegativeInt
    endpoint: EndpointRules
    keys: KeyRules
    sentences: Sentences

    @property
    def frame_seconds(self) -> float:
        """How long a frame lasts."""
        return self.frame_ms / 1000


@cache
def telephony_limits() -> TelephonyLimits:
    """Read ``telephony.yml``, once."""
    return TelephonyLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
