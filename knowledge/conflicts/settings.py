"""Tunables of the conflict check, typed."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt

FILE = Path(__file__).with_name("conflicts.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionLikeness(_Section):
    """When two answers are asked for by one question: a logistic model of the nearest cosine and the shared words."""

    family: str
    intercept: float
    cosine: float
    words: float
    threshold: float = Field(gt=0, le=1)


class Polarity(_Section):
    """Words that say no to something, and words that say yes to it."""

    label: str
    denies: Sequence[str]
    affirms: Sequence[str]


class ConflictLabels(_Section):
    """What is said of a difference."""

    figure: str
    document_number: str
    polarity: str
    wording: str
    dates: str
    negative: str
    regions: str


class ConflictSettings(_Section):
    """The whole file."""

    questions: QuestionLikeness
    words_only: float = Field(gt=0, le=1)
    answers_share: float = Field(ge=0, le=1)
    candidates: PositiveInt
    negative: float = Field(gt=0, le=1)
    wording_below: float = Field(ge=0, le=1)
    polarity: Sequence[Polarity]
    labels: ConflictLabels


@cache
def conflict_settings() -> ConflictSettings:
    """Read ``conflicts.yml``, once."""
    return ConflictSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
