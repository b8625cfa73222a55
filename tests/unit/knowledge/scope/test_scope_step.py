"""The step that asks the judge."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from knowledge.answering.context import TurnContext
from knowledge.answering.ports import ScopeOpinion
from knowledge.answering.steps.scope import JudgeScope


@dataclass
class ListeningJudge:
    heard: list[str] = field(default_factory=list)

    def opinion(self, text: str) -> ScopeOpinion:
        self.heard.append(text)
        return ScopeOpinion(0.7, 0.2)


@pytest.mark.parametrize(
    ("asked", "judged"),
    [
        ("失业保险金怎么领", "失业保险金怎么领"),
        ("shiye baoxian zenme ling", "失业保险"),  # spelt in letters: the subject is put back
        ("高零今天咋领", "高龄津贴"),  # misheard
    ],
)
def test_what_was_meant_is_judged(asked: str, judged: str) -> None:
    judge, context = ListeningJudge(), TurnContext(turn_id="t", original=asked, on=date(2026, 1, 1))
    JudgeScope(judge)(context)
    assert judged in judge.heard[0]
    assert (context.in_scope, context.private_law) == (0.7, 0.2)
    assert context.text == asked
