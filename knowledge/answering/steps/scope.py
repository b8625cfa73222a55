"""Step 4: is this a question that a government hotline answers?"""

from knowledge.answering.context import TurnContext
from knowledge.answering.ports import ScopeJudge


class JudgeScope:
    """Note how likely the question is in scope; the decision is taken together with what retrieval found."""

    def __init__(self, judge: ScopeJudge) -> None:
        self._judge = judge

    def __call__(self, context: TurnContext) -> None:
        """Set ``context.in_scope`` and ``context.private_law``."""
        opinion = self._judge.opinion(context.text)
        context.in_scope, context.private_law = opinion.in_scope, opinion.private_law
