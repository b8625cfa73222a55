"""Sentences that a short answer may not leave out, typed."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("caveats.yml")


class Caveat(BaseModel):
    """One kind of caveat: how its sentence starts, and the words that stand for it where it does not fit.

    ``relative`` that it speaks of what follows, so that it cannot come behind the conclusion.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    starts: re.Pattern[str]
    short: str
    relative: bool = False


class SpokenRules(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    too_long: str
    urgent: re.Pattern[str]
    caveats: tuple[Caveat, ...]

    def caveat(self, sentence: str) -> Caveat | None:
        """Return which caveat a sentence is, nothing where it is none."""
        return next((rule for rule in self.caveats if rule.starts.match(sentence)), None)

    def is_urgent(self, sentence: str) -> bool:
        """Whether a sentence tells an emergency number."""
        return self.urgent.search(sentence) is not None


@cache
def spoken_rules() -> SpokenRules:
    """Read ``caveats.yml``, once."""
    return SpokenRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
