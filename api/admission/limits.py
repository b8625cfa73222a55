"""How many questions wait, and how that is told, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeFloat, PositiveFloat, PositiveInt

FILE = Path(__file__).with_name("admission.yml")


class AdmissionLimits(BaseModel):
    """The whole file; ``admission.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_once: PositiveInt
    waiting: PositiveInt
    waiting_of_one: PositiveInt
    connections: PositiveInt
    first_guess_seconds: PositiveFloat
    status_seconds: PositiveFloat
    max_status_seconds: PositiveFloat
    min_retry_seconds: PositiveInt
    max_retry_seconds: PositiveInt
    grace_seconds: NonNegativeFloat

    def status_pause(self, wait_seconds: float) -> float:
        """Return the seconds until a waiting citizen is told again: a tenth of the wait, within bounds."""
        return min(max(wait_seconds / 10, self.status_seconds), self.max_status_seconds)

    def retry_after(self, wait_seconds: float) -> int:
        """Return in how many seconds an answer is worth coming back for."""
        return int(min(max(wait_seconds, self.min_retry_seconds), self.max_retry_seconds))


@cache
def admission_limits() -> AdmissionLimits:
    """Read ``admission.yml``, once."""
    return AdmissionLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
