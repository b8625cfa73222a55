"""Step 4: is this a question that a government hotline answers?"""

from collections.abc import Callable

from knowledge.answering.context import TurnContext
from knowledge.answering.ports import ScopeJudge
from knowledge.wording.reader import WordingReader, default_reader


class JudgeScope:
    """Note how likely the question is in scope; the decision is taken together with what retrieval found."""

    def __init__(self, judge: ScopeJudge, reader: Callable[[], WordingReader] = default_reader) -> None:
        """``reader`` gives what reads questions now: an installation's own words may change between two calls."""
        self._judge = judge
        self._reader = reader

    def __call__(self, context: TurnContext) -> None:
        """Set ``context.in_scope`` and ``context.private_law``, of the words put right: letters alone tell no subject."""
        opinion = self._judge.opinion(self._reader().read(context.text).mended)
        context.in_scope, context.private_law = opinion.in_scope, opinion.private_law
