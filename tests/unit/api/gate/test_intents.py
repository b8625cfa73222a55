"""Intents as results of the gate."""

from api.gate.intents import judge_intents
from knowledge.gate.judging import Verdict
from knowledge.gate.questions import IntentText
from knowledge.gate.settings import Kind


def test_each_text_is_right_or_wrong() -> None:
    texts = [IntentText(id="int-1", text="早", intent="greet"), IntentText(id="int-2", text="走了", intent="goodbye")]
    found = judge_intents(texts, {"早": "greet", "走了": "deny"})
    assert [(r.id, r.kind, r.verdict, r.got) for r in found] == [
        ("int-1", Kind.INTENT, Verdict.RIGHT, "greet → greet"),
        ("int-2", Kind.INTENT, Verdict.WRONG, "goodbye → deny"),
    ]
