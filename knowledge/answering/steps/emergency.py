"""Step 2: emergencies and crises, before anything else."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    patterns: list[str] = Field(alias="any")
    unless: list[str] = []
    text: str
    spoken: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    emergencies: list[_Rule]
    general: str


@dataclass(frozen=True, slots=True)
class _Emergency:
    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    text: str
    spoken: str


@cache
def _file() -> tuple[tuple[_Emergency, ...], str]:
    path = Path(__file__).parents[1] / "emergencies.yml"
    data = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
    rules = tuple(
        _Emergency(
            rule.name, re.compile("|".join(rule.patterns)), re.compile("|".join(rule.unless)) if rule.unless else None,
            rule.text, rule.spoken,
        )
        for rule in data.emergencies
    )  # fmt: skip
    return rules, data.general


def emergency(context: TurnContext) -> None:
    """End the turn with the right number to call when the words tell of danger."""
    for rule in _file()[0]:
        if rule.pattern.search(context.text) and not (rule.unless and rule.unless.search(context.text)):
            context.rules.append(f"emergency:{rule.name}")
            context.answer = Answer(Outcome.EMERGENCY, rule.text, rule.spoken, confidence=1.0)
            return


def general_emergency() -> Answer:
    """Return every emergency number, for danger that no rule names."""
    text = _file()[1]
    return Answer(Outcome.EMERGENCY, text, text, confidence=1.0)
