"""What follows from an errcode of a platform: data beside each platform's code, typed here."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeInt


class Verdict(StrEnum):
    """What to do next."""

    REFRESH = "refresh"  # the token is no good: another one, and once more
    BACK_OFF = "back_off"  # the platform is busy
    STOP = "stop"  # nothing of this account will be taken for a while
    DEFERRED = "deferred"  # nothing until the citizen writes again
    REFUSED = "refused"  # never
    SPLIT = "split"  # too long


class Rule(BaseModel):
    """One errcode. ``pause_seconds`` is how long the account keeps still."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Verdict
    meaning: str
    pause_seconds: NonNegativeInt = 0

    @property
    def pause(self) -> timedelta | None:
        """How long to keep still; nothing where the caller's own pause will do."""
        return timedelta(seconds=self.pause_seconds) if self.pause_seconds else None


class ErrorPolicy(BaseModel):
    """Every errcode that is foreseen, and one rule for all others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codes: dict[int, Rule]
    others: Rule

    @classmethod
    def load(cls, file: Path) -> "ErrorPolicy":
        """Read a platform's file."""
        return cls.model_validate(yaml.safe_load(file.read_text("utf-8")))

    def rule(self, errcode: int) -> Rule:
        """Return what follows from an errcode."""
        return self.codes.get(errcode, self.others)
