"""Tunables of what applies to whom and until when, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, NonNegativeInt

FILE = Path(__file__).with_name("applicability.yml")


class LadderSettings(BaseModel):
    """When two rules of different places answer one question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    likeness: float = Field(gt=0, le=1)
    question_lead: NonNegativeFloat
    clause_lead: NonNegativeFloat


class Applicability(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    expiring_within_days: NonNegativeInt
    ladder: LadderSettings


@cache
def applicability() -> Applicability:
    """Read ``applicability.yml``, once."""
    return Applicability.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
