"""The fixed sentences, typed: a sentence that is missing fails at start, not before a citizen."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.fees.information_processing import FeeMethod
from knowledge.model.passage import Audience


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


class StatusLabels(_Part):
    """What a citation says of its rule in a few words."""

    in_force: str
    expiring: str
    ending: str
    not_yet: str
    expired: str
    repealed: str
    held_then: str
    will_hold: str


class ApplicabilitySentences(_Part):
    """For whom, where and when an answer holds."""

    as_of: str
    still: str
    ahead: str
    jointly: str
    since: str
    not_then: str
    over_then: str
    will_hold: str
    expiring: str
    ending: str
    replaced: str
    until_then: str
    elsewhere: str
    elsewhere_unknown: str
    differing: str
    other_audience: str
    audiences: dict[Audience, str]
    status: StatusLabels


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
    document: str
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


class ForeignSentences(_Part):
    """Around the answer to a question in another language."""

    read: str
    unread: str
    emergency: str


class Sentences(_Part):
    """Every fixed sentence a citizen can read."""

    notice: str
    answered: AnsweredSentences
    applicability: ApplicabilitySentences
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
    foreign: ForeignSentences


@cache
def sentences() -> Sentences:
    """Read the sentences."""
    return Sentences.model_validate(yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text("utf-8")))
