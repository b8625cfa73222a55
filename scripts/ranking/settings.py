"""How the weights are made, typed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat

from knowledge.search.features import Feature
from knowledge.search.ranker import Gate

FILE = Path(__file__).with_name("ranking.yml")


class Costs(BaseModel):
    """What comes of a question, counted in missing answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answerable_share: float = Field(gt=0, lt=1)
    wrong: NonNegativeFloat
    beside: NonNegativeFloat
    missing: NonNegativeFloat
    asked_back: NonNegativeFloat
    asked_in_vain: NonNegativeFloat
    tolerance: NonNegativeFloat
    clauses_unanswerable_at_most: float = Field(gt=0, le=1)


class TrainingSettings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shares: Mapping[str, NonNegativeFloat]
    hits_count: NonNegativeFloat
    prior_penalty: NonNegativeFloat
    gate: Gate
    start: Mapping[Feature, tuple[float, float]]
    ingredients: Mapping[str, tuple[Feature, ...]]
    costs: Costs


@cache
def training_settings() -> TrainingSettings:
    """Read ``ranking.yml``, once."""
    return TrainingSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
