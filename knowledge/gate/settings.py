"""Tunables of the gate, typed."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from knowledge.answering.outcome import Outcome

FILE = Path(__file__).with_name("gate.yml")


class Kind(StrEnum):
    """What a question of the frozen set is there to show."""

    COVERED = "covered"
    FOLLOW_UP = "follow_up"
    VALIDITY = "validity"
    REGION = "region"
    PERSONAL_DATA = "personal_data"
    DOCUMENT_NUMBER = "document_number"
    SENSITIVE = "sensitive"
    EMERGENCY = "emergency"
    UNCOVERED = "uncovered"
    OUT_OF_SCOPE = "out_of_scope"
    INTENT = "intent"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KindSettings(_Section):
    """What counts as right for a kind, and by how many right answers it may fall."""

    label: str
    outcomes: frozenset[Outcome]
    tolerance: NonNegativeInt


def _pattern(text: str) -> str:
    re.compile(text)
    return text


class GateSettings(_Section):
    """The whole file."""

    day: date
    home: str
    bulk_above: PositiveInt
    other_arithmetic_spare: NonNegativeInt
    bulk_spare: NonNegativeInt
    kinds: Mapping[Kind, KindSettings]
    warning: Annotated[str, AfterValidator(_pattern)]

    def tolerance(self, kind: Kind) -> int:
        """Return by how many right answers a kind may fall."""
        return self.kinds[kind].tolerance


@cache
def gate_settings() -> GateSettings:
    """Read ``gate.yml``, once."""
    return GateSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
