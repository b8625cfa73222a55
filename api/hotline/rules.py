"""The tunables of the hotline, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt

FILE = Path(__file__).with_name("hotline.yml")


class HotlineRules(BaseModel):
    """The whole file; ``hotline.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low_confidence: Annotated[float, Field(ge=0, le=1)]
    ahead_from: PositiveInt
    saying_seconds: PositiveInt
    listed: PositiveInt
    phone: str
    withheld: str
    nobody: str
    switchboard_clock_minutes: PositiveInt

    @property
    def saying(self) -> timedelta:
        """How long words are shown that nothing came after."""
        return timedelta(seconds=self.saying_seconds)


@cache
def hotline_rules() -> HotlineRules:
    """Read ``hotline.yml``, once."""
    return HotlineRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
