"""Where only a rule for others would answer, say for whom it is instead of answering with it."""

from collections.abc import Callable

from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import searched
from knowledge.answering.ports import PolicySearch
from knowledge.model.hit import SearchResult
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope

_CANDIDATES = 20


class OtherAudience:
    """Looks among the rules for the other audience when those for the citizen's do not answer."""

    def __init__(
        self, search: PolicySearch, regions: RegionTree, home: str, suffices: Callable[[SearchResult], bool]
    ) -> None:
        """``suffices`` tells whether the first hit answers the question."""
        self._search = search
        self._regions = regions
        self._home = home
        self._suffices = suffices

    def __call__(self, context: TurnContext) -> None:
        """End the turn when the only rule is for others; a rule of the citizen's own, even one past, goes before."""
        audience = context.audience
        if audience is None or context.follow_up or self._answered(context):
            return
        scope = Scope(on=context.on, regions=searched(context, self._regions, self._home))
        found = self._search.search(context.text, scope, k=_CANDIDATES)
        if not found.hits or audience in found.hits[0].passage.audience or not self._suffices(found):
            return
        context.rules.append("decide:other_audience")
        context.answer = replies.other_audience(found.hits[0].passage, audience)

    def _answered(self, context: TurnContext) -> bool:
        return any(result is not None and self._suffices(result) for result in (context.found, context.past))
