"""How much is offered while a citizen types, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).with_name("suggestions.yml")


class SuggestionLimits(BaseModel):
    """The whole file; ``suggestions.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shown: PositiveInt
    longest_text: PositiveInt
    shortest_letters: PositiveInt
    looked_at: PositiveInt


@cache
def suggestion_limits() -> SuggestionLimits:
    """Read ``suggestions.yml``, once."""
    return SuggestionLimits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
