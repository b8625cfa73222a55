"""Looking up a question for a citizen of this deployment: what several steps need, put together once."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import searched
from knowledge.answering.ports import PolicySearch
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Audience
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope

CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class LookUp:
    """``home`` is the region of the deployment; ``suffices`` tells whether the first hit answers the question."""

    search: PolicySearch
    regions: RegionTree
    home: str
    suffices: Callable[[SearchResult], bool]

    def regions_of(self, context: TurnContext) -> tuple[str, ...]:
        """Return the regions whose rules may answer the turn."""
        return searched(context, self.regions, self.home)

    def ladder(self, context: TurnContext) -> tuple[str, ...]:
        """Return the ladder of the citizen's region, of the deployment's where none is known."""
        return self.regions.ladder(context.region or self.home)

    def again(self, context: TurnContext, text: str, *, audience: Audience | None) -> SearchResult:
        """Search other words for the same turn."""
        scope = Scope(on=context.on, regions=self.regions_of(context), audience=audience)
        return self.search.search(text, scope, k=CANDIDATES)
