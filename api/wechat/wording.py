"""Times, limits and sentences of the Official Account, typed."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt

from api.channels.port import IncomingKind
from api.handover.consultations import ConsultationState

FILE = Path(__file__).with_name("wechat.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Timing(_Part):
    """Seconds, and hours."""

    answer_seconds: Annotated[float, Field(gt=0, lt=4.5)]
    hard_seconds: Annotated[float, Field(gt=0, lt=4.5)]
    fresh_seconds: PositiveInt
    look_seconds: PositiveFloat
    conversation_hours: PositiveFloat

    @property
    def silence(self) -> timedelta:
        """After this silence a conversation is over."""
        return timedelta(hours=self.conversation_hours)


class Limits(_Part):
    """Sizes."""

    text_bytes: PositiveInt
    quote_characters: PositiveInt


class Quota(_Part):
    """How many messages may be sent after a contact, and for how long."""

    count: PositiveInt
    minutes: PositiveInt

    @property
    def window(self) -> timedelta:
        """For how long."""
        return timedelta(minutes=self.minutes)


class Quotas(_Part):
    """What each contact of a citizen allows."""

    message: Quota
    click: Quota
    follow: Quota

    def after(self, kind: IncomingKind) -> Quota | None:
        """Return what a message or event allows; nothing for events that are no contact."""
        by_kind = {
            IncomingKind.CLICK: self.click,
            IncomingKind.SUBSCRIBE: self.follow,
            IncomingKind.UNSUBSCRIBE: None,
            IncomingKind.OTHER: None,
        }
        return by_kind.get(kind, self.message)


class Words(_Part):
    """What citizens say to have something done, as whole messages."""

    more: frozenset[str]
    late: frozenset[str]
    code: frozenset[str]
    export: frozenset[str]
    erase: frozenset[str]
    erase_surely: frozenset[str]


class CodeSentences(_Part):
    """What is told to whoever sends a consult code."""

    begun: str
    states: dict[ConsultationState, str]
    channels: dict[str, str]
    answer: str


class Sentences(_Part):
    """What citizens are told."""

    welcome: str
    greeting_notice: str
    status: str
    quote: str
    quote_cut: str
    choose: str
    related: str
    code: str
    more: str
    late: str
    no_more: str
    not_stored: str
    too_long: str
    empty: str
    voice: str
    image: str
    video: str
    location: str
    link: str
    other: str
    no_code: str
    own_code: str
    unknown_code: str
    feedback_question: str
    feedback_yes: str
    feedback_no: str
    feedback_thanks: str
    feedback_sorry: str
    scores: Annotated[tuple[str, ...], Field(min_length=5, max_length=5)]
    left: str
    nothing_to_leave: str
    erase_ask: str
    erased: str
    exported: str
    exported_one: str
    exported_turn: str
    exported_kept: str
    feedback_gone: str


class Wording(_Part):
    """The whole file; ``wechat.yml`` says what each figure is for."""

    timing: Timing
    limits: Limits
    quotas: Quotas
    feedback_menu: bool
    codes: CodeSentences
    words: Words
    sentences: Sentences
    examples: tuple[str, ...]


@cache
def wording() -> Wording:
    """Read ``wechat.yml``, once."""
    return Wording.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
