"""Times, limits, words and sentences of the telephone bot, typed."""

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt

FILE = Path(__file__).with_name("voicebot.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Timing(_Part):
    """Seconds."""

    patience_seconds: PositiveFloat
    choosing_seconds: PositiveFloat
    danger_seconds: PositiveFloat
    answer_seconds: PositiveFloat


class Limits(_Part):
    """How sure, how often, how long."""

    sure: Annotated[float, Field(ge=0, le=1)]
    silences: PositiveInt
    misses: PositiveInt
    doubts: PositiveInt
    choices: Annotated[int, Field(ge=1, le=9)]
    answer_hanzi: PositiveInt
    read_back_hanzi: PositiveInt


class WishWords(_Part):
    """Patterns of one wish: as the whole of what is said, or anywhere in it."""

    whole: tuple[str, ...]
    anywhere: tuple[str, ...]


class WishPatterns(_Part):
    """What callers say to have something done, and what may stand around it."""

    lead: tuple[str, ...]
    tail: tuple[str, ...]
    longest: PositiveInt
    person: WishWords
    repeat: WishWords
    slower: WishWords
    yes: WishWords
    no: WishWords
    noise: WishWords


class Keys(_Part):
    """Keys of the telephone that mean the same at any time, but for yes and no, which need a question."""

    person: str
    repeat: str
    yes: str
    no: str


class Sentences(_Part):
    """What callers hear."""

    greeting: str
    transfer: str
    transfer_silence: str
    transfer_not_understood: str
    transfer_no_answer: str
    transfer_matter: str
    transfer_closed: str
    transfer_failure: str
    nobody_free: str
    silence_again: str
    silence_short: str
    not_understood: str
    no_answer: str
    no_such_key: str
    read_back: str
    is_it: str
    say_again: str
    choices: str
    choice: str
    more: str
    too_much: str
    offer_person: str
    offer_declined: str
    slower: str


class VoiceWording(_Part):
    """The whole file; ``voicebot.yml`` says what each figure is for."""

    timing: Timing
    limits: Limits
    wishes: WishPatterns
    correction: str
    keys: Keys
    sentences: Sentences
    instead: dict[str, str]
    ends_call: frozenset[str]


@cache
def voice_wording() -> VoiceWording:
    """Read ``voicebot.yml``, once."""
    return VoiceWording.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
