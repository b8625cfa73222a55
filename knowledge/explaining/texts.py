"""The sentences and labels of explanations, typed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.model.passage import Audience

SENTENCES = Path(__file__).with_name("sentences.yml")
FEATURES = Path(__file__).with_name("features.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TurnSentences(_Section):
    """Why a turn ended as it did."""

    exact: str
    sure: str
    follow_up: str
    succession: str
    not_in_force: str
    region: str
    which_county: str
    near_rival: str
    uncovered: str
    no_question: str
    doubtful: str
    nothing: str
    weak: str
    elsewhere: str
    other_audience: str
    unknown_document: str
    out_of_scope: str
    before_search: str


class LeadSentences(_Section):
    """How far the first is ahead."""

    alone: str
    ahead: str
    level: str


class DraftSentences(_Section):
    """Why a draft was used or was not."""

    empty: str
    withdrawn: str
    not_yet: str
    expired: str
    repealed: str
    region: str
    audience: str
    not_found: str
    behind: str
    used: str
    no_basis: str


class ExplainingTexts(_Section):
    """The whole file of sentences."""

    turn: TurnSentences
    lead: LeadSentences
    draft: DraftSentences
    audience: Mapping[Audience, str]


@cache
def explaining_texts() -> ExplainingTexts:
    """Read ``sentences.yml``, once."""
    return ExplainingTexts.model_validate(yaml.safe_load(SENTENCES.read_text("utf-8")))


@cache
def feature_labels() -> Mapping[str, str]:
    """Read ``features.yml``, once: the Chinese name of every feature that adds to a score."""
    return {str(name): str(label) for name, label in yaml.safe_load(FEATURES.read_text("utf-8")).items()}
