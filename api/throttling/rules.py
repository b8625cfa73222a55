"""How much is allowed, typed."""

from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt, model_validator

FILE = Path(__file__).with_name("throttling.yml")


class Kind(StrEnum):
    """What is limited."""

    QUESTION = "question"
    FEEDBACK = "feedback"
    NEW_VISITOR = "new_visitor"
    SUGGESTION = "suggestion"
    READING = "reading"
    CONSULT_CODE = "consult_code"
    WRONG_CODE = "wrong_code"
    PERSON_REQUEST = "person_request"
    SIGN_IN = "sign_in"
    UPLOAD = "upload"


class Scope(StrEnum):
    """Whose requests are counted together, in the order in which it is asked: who is refused alone costs the others nothing."""

    VISITOR = "visitor"
    NAMELESS = "nameless"  # who shows no visitor token, by address
    ACCOUNT = "account"  # of staff, or of the installation at a platform
    ADDRESS = "address"
    CHANNEL = "channel"


class Limit(BaseModel):
    """So many within so many seconds, whenever these begin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    most: PositiveInt
    seconds: PositiveInt

    @property
    def window(self) -> timedelta:
        """The time that is looked back."""
        return timedelta(seconds=self.seconds)


class Rule(BaseModel):
    """The limits of one kind; ``doing`` is what a citizen is told to do less often."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doing: str
    visitor: tuple[Limit, ...] = ()
    nameless: tuple[Limit, ...] = ()
    account: tuple[Limit, ...] = ()
    address: tuple[Limit, ...] = ()
    channel: tuple[Limit, ...] = ()

    def of(self, scope: Scope) -> tuple[Limit, ...]:
        """Return the limits of one scope."""
        limits: tuple[Limit, ...] = getattr(self, scope)
        return limits


class StreamLimits(BaseModel):
    """How many streams may be open at once, in one process."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    visitor: PositiveInt
    address: PositiveInt


class Sentences(BaseModel):
    """What is said to who has to wait."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wait: str
    streams: str


class ThrottlingRules(BaseModel):
    """The whole file; ``throttling.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[Kind, Rule]
    streams: StreamLimits
    sentences: Sentences

    @model_validator(mode="after")
    def _every_kind_has_a_rule(self) -> "ThrottlingRules":
        if missing := set(Kind) - set(self.kinds):
            raise ValueError(f"throttling.yml: no rule for {', '.join(sorted(missing))}")
        return self


@cache
def throttling_rules() -> ThrottlingRules:
    """Read ``throttling.yml``, once."""
    return ThrottlingRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
