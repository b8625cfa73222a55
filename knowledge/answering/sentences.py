"""The fixed sentences, typed: a sentence that is missing fails at start, not before a citizen."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.fees.information_processing import FeeMethod


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnsweredSentences(_Part):
    """Around an answer."""

    basis: str
    consult: str
    units: str
    not_in_force: str
    successor: str
    no_successor: str
    repealed: str
    expired: str
    not_yet: str


class ClarificationSentences(_Part):
    """Questions back."""

    which: str
    region: str
    topic: str
    recent: str
    aspect: str
    choose: str


class SeveralSentences(_Part):
    """Several questions in one message."""

    part: str
    left: str


class NoAnswerSentences(_Part):
    """Not sure, and what the citizen can do."""

    text: str
    aspect: str
    spoken: str


class SingleSentence(_Part):
    """One sentence."""

    text: str


class RegionSentences(_Part):
    """Choosing a region."""

    chosen: str
    unknown: str


class FeedbackSentences(_Part):
    """After a judgement."""

    positive: str
    negative: str


class FeeSentences(_Part):
    """The calculated 信息处理费."""

    conclusion: str
    caution: str
    rule: dict[FeeMethod, str]


class Sentences(_Part):
    """Every fixed sentence a citizen can read."""

    notice: str
    answered: AnsweredSentences
    clarification: ClarificationSentences
    several: SeveralSentences
    no_answer: NoAnswerSentences
    out_of_scope: SingleSentence
    handoff: dict[str, str]
    smalltalk: dict[str, str]
    region: RegionSentences
    feedback: FeedbackSentences
    error: SingleSentence
    fee: FeeSentences
    personal_data: str


@cache
def sentences() -> Sentences:
    """Read the sentences."""
    return Sentences.model_validate(yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text("utf-8")))
