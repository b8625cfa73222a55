"""Step 4: is this a question that a government hotline answers?"""

from knowledge.answering.context import TurnContext
from knowledge.answering.ports import ScopeJudge


class JudgeScope:
    """Note how likely the question is in scope; the decision is taken together with what retrieval found."""

    def __init__(self, judge: ScopeJudge) -> None:
        self._judge = judge

    def __call__(self, context: TurnContext) -> None:
        """Set ``context.in_scope``."""
        context.in_scope = self._judge.probability(context.text)
