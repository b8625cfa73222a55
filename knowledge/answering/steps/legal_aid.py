"""Last of all: legal questions between private persons get the number of public legal aid, whatever was found."""

from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences

_SILENT = {Outcome.OUT_OF_SCOPE, Outcome.EMERGENCY, Outcome.REFUSED}


class LegalAid:
    """Add the pointer to the answer."""

    def __init__(self, threshold: float) -> None:
        """Take questions of private law from the probability ``threshold`` on."""
        self._threshold = threshold

    def __call__(self, context: TurnContext) -> None:
        """Put the pointer behind the answer; what is no legal question at all keeps its own."""
        answer = context.answer
        if answer is None or answer.outcome in _SILENT or context.private_law < self._threshold:
            return
        words = sentences().legal_aid
        context.answer = replace(answer, text=f"{answer.text}\n{words.text}", spoken=f"{answer.spoken}{words.spoken}")
        context.rules.append("legal_aid")
