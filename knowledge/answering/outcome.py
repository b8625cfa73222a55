"""How a turn can end: a closed list, described as data for consoles and statistics."""

from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Outcome(StrEnum):
    """The end of a turn."""

    ANSWERED = "answered"
    CLARIFICATION = "clarification"
    NO_ANSWER = "no_answer"
    OUT_OF_SCOPE = "out_of_scope"
    EMERGENCY = "emergency"
    HANDOFF = "handoff"
    FORM = "form"
    SMALLTALK = "smalltalk"
    FEEDBACK = "feedback"
    REFUSED = "refused"
    ERROR = "error"


class OutcomeText(BaseModel):
    """What staff read of an outcome."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    description: str


@cache
def outcome_texts() -> dict[Outcome, OutcomeText]:
    """Return the label and description of every outcome."""
    rows = yaml.safe_load(Path(__file__).with_name("outcomes.yml").read_text("utf-8"))["outcomes"]
    return {Outcome(name): OutcomeText.model_validate(row) for name, row in rows.items()}
