"""Tunables of search, typed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveInt

from knowledge.search.features import Feature
from knowledge.wording.reading import Means

FILE = Path(__file__).with_name("search.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bm25Settings(_Section):
    """Saturation and length penalty of one lexical field."""

    k1: NonNegativeFloat
    b: float = Field(ge=0, le=1)


class QuestionSettings(_Section):
    """How a curated question's cosine counts: ``weight`` for all of it that is ``above``."""

    above: float = Field(ge=-1, le=1)
    weight: NonNegativeFloat


class FeedbackSettings(_Section):
    """How far the question is moved (``weight``) towards the mean of how many ``passages``."""

    passages: PositiveInt
    weight: NonNegativeFloat


class GarbledSettings(_Section):
    """When and how sound takes the place of characters.

    The degree is ``slope`` times what the best coverage by sound is ``above`` that by character, 1 at most; by it the
    weight of sound grows to ``pinyin`` and that of pairs of characters falls by ``bigrams_off``.
    """

    above: float = Field(ge=0, le=1)
    slope: NonNegativeFloat
    pinyin: NonNegativeFloat
    bigrams_off: float = Field(ge=0, le=1)


class SearchSettings(_Section):
    """The whole file. ``candidates`` is how many each field proposes; ``plain`` weighs features that count as they are.

    ``added`` weighs the words read into a question, 1 as much as its own.
    """

    candidates: PositiveInt
    bm25_words: Bm25Settings
    bm25_bigrams: Bm25Settings
    bm25_pinyin: Bm25Settings
    added: Mapping[Means, NonNegativeFloat]
    first_look: Mapping[Feature, float]
    feedback: FeedbackSettings
    plain: Mapping[Feature, float]
    question: QuestionSettings
    negative_demotion: NonNegativeFloat
    garbled: GarbledSettings


@cache
def search_settings() -> SearchSettings:
    """Read ``search.yml``, once."""
    return SearchSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
