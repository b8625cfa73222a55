"""Last of all: legal questions between private persons get the number of public legal aid, whatever was found."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.word_rules import RuleText, WordRule

_POINTED = {Outcome.ANSWERED, Outcome.CLARIFICATION, Outcome.NO_ANSWER}


@cache
def _rule() -> WordRule:
    path = Path(__file__).parents[1] / "legal_aid.yml"
    return WordRule.compiled(RuleText.model_validate(yaml.safe_load(path.read_text("utf-8"))), Outcome.NO_ANSWER)


class LegalAid:
    """Add the pointer to the answer."""

    def __init__(self, threshold: float) -> None:
        """Take questions of private law from the probability ``threshold`` on, and those whose words say so."""
        self._threshold = threshold
        self._rule = _rule()

    def __call__(self, context: TurnContext) -> None:
        """Put the pointer behind the answer; what was declined keeps its own words."""
        answer, pointer = context.answer, self._rule.answer
        if answer is None or answer.outcome not in _POINTED or not self._concerns(context):
            return
        text, spoken = f"{answer.text}\n{pointer.text}", f"{answer.spoken}{pointer.spoken}"
        context.answer = replace(answer, text=text, spoken=spoken)
        context.rules.append("legal_aid")

    def _concerns(self, context: TurnContext) -> bool:
        return context.private_law >= self._threshold or self._rule.applies(context.text)
