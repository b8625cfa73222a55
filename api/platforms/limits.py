"""How a platform is spoken to, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt

FILE = Path(__file__).with_name("platforms.yml")


class PlatformLimits(BaseModel):
    """The whole file; ``platforms.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    connect_seconds: PositiveFloat
    answer_seconds: PositiveFloat
    max_connections: PositiveInt
    max_answer_bytes: PositiveInt
    failures: PositiveInt
    rest_seconds: PositiveFloat
    longest_rest_seconds: PositiveFloat
    token_early_seconds: PositiveInt
    token_again_seconds: PositiveInt
    token_lease_seconds: PositiveInt

    @property
    def token_early(self) -> timedelta:
        """How long before its end a token is renewed."""
        return timedelta(seconds=self.token_early_seconds)

    @property
    def token_again(self) -> timedelta:
        """How long between two renewals."""
        return timedelta(seconds=self.token_again_seconds)

    @property
    def token_lease(self) -> timedelta:
        """How long a process may take over a renewal."""
        return timedelta(seconds=self.token_lease_seconds)


@cache
def platform_limits() -> PlatformLimits:
    """Read ``platforms.yml``, once."""
    return PlatformLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
