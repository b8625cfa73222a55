"""When persons answer, how long the service waits for them, and the fixed sentences, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

from api.handover.hours import Hours
from api.handover.settings import DeskSettings
from api.handover.states import CloseReason

FILE = Path(__file__).with_name("handover.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HandoverSentences(_Part):
    """What citizens are told."""

    left: str
    left_closed: str
    added: str
    person: str
    taken: str
    closed: str
    idle_waiting: str
    idle_closed: str
    transferred: str
    colleague: str
    rate: str
    rated: str


class WaitingSentences(_Part):
    """How it stands with a question that waits; ``unknown`` goes in place of ``wait`` where nothing can be estimated."""

    ahead: str
    next: str
    wait: str
    unknown: str
    closed: str
    none: str
    taken: str
    done: str


class EstimateRule(_Part):
    """What a waiting time is estimated from: what was closed in the last ``minutes``, where that were ``handled`` at least."""

    minutes: PositiveInt
    handled: PositiveInt


class HandoverRules(_Part):
    """The whole file."""

    hours: Hours
    idle_minutes: PositiveInt
    listed: PositiveInt
    rating_minutes: PositiveInt
    estimate: EstimateRule
    sentences: HandoverSentences
    waiting: WaitingSentences
    close_reasons: dict[CloseReason, str]


def rules_of(settings: DeskSettings) -> HandoverRules:
    """Return the rules of an installation: the file's, with its own hours where it has some.

    Raises:
        ValidationError: the hours overlap, or are not in their order.
    """
    rules = handover_rules()
    if not settings.spans:
        return rules
    hours = Hours.model_validate(rules.hours.model_dump() | {"spans": settings.spans})
    return rules.model_copy(update={"hours": hours})


@cache
def handover_rules() -> HandoverRules:
    """Read ``handover.yml``, once."""
    return HandoverRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
