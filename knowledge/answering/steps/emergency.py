"""Step 2: emergencies and crises, before anything else."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.word_rules import RuleText, WordRule


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    emergencies: list[RuleText]
    general: str


@cache
def _file() -> tuple[tuple[WordRule, ...], str]:
    path = Path(__file__).parents[1] / "emergencies.yml"
    data = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
    return tuple(WordRule.compiled(row, Outcome.EMERGENCY) for row in data.emergencies), data.general


def emergency(context: TurnContext) -> None:
    """End the turn with the right number to call when the words tell of danger."""
    for rule in _file()[0]:
        if rule.applies(context.text):
            context.rules.append(f"emergency:{rule.name}")
            context.answer = rule.answer
            return


def general_emergency() -> Answer:
    """Return every emergency number, for danger that no rule names."""
    text = _file()[1]
    return Answer(Outcome.EMERGENCY, text, text, confidence=1.0)
