"""How the weights are made, typed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeFloat

from knowledge.search.features import Feature
from knowledge.search.ranker import Gate

FILE = Path(__file__).with_name("ranking.yml")


class TrainingSettings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shares: Mapping[str, NonNegativeFloat]
    hits_count: NonNegativeFloat
    prior_penalty: NonNegativeFloat
    gate: Gate
    start: Mapping[Feature, tuple[float, float]]
    ingredients: Mapping[str, tuple[Feature, ...]]


@cache
def training_settings() -> TrainingSettings:
    """Read ``ranking.yml``, once."""
    return TrainingSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
