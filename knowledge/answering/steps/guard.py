"""What is not done whoever asks: obeying instructions, data of others, help with wrongdoing, opinions."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.word_rules import RuleText, WordRule


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    guards: list[RuleText]


@cache
def _rules() -> tuple[WordRule, ...]:
    path = Path(__file__).parents[1] / "guards.yml"
    data = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
    return tuple(WordRule.compiled(row, Outcome.REFUSED) for row in data.guards)


def guard(context: TurnContext) -> None:
    """End the turn with the reply of the first rule that the words meet."""
    for rule in _rules():
        if rule.applies(context.text):
            context.rules.append(f"guard:{rule.name}")
            context.answer = rule.answer
            return
