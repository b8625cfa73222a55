"""The dialogue's part of the gate: texts whose intent the trained model has to understand."""

from collections.abc import Mapping, Sequence

from knowledge.gate.judging import Result, Verdict
from knowledge.gate.questions import IntentText
from knowledge.gate.settings import Kind


def judge_intents(texts: Sequence[IntentText], predicted: Mapping[str, str]) -> list[Result]:
    """Return one result a text, from the intents that the model gave."""
    return [
        Result(
            id=row.id,
            kind=Kind.INTENT,
            asked=row.text,
            verdict=Verdict.RIGHT if predicted[row.text] == row.intent else Verdict.WRONG,
            outcome=predicted[row.text],
            got=f"{row.intent} → {predicted[row.text]}",
            confidence=0.0,
        )
        for row in texts
    ]
