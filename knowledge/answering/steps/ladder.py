"""Of rules that answer the same question for different places, the one that holds for the citizen comes first."""

from dataclasses import replace

from knowledge.answering.applicability import applicability
from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import SameQuestion
from knowledge.model.hit import Hit
from knowledge.model.region import RegionTree


class Ladder:
    """A county's own rule goes before the city's for its residents; who named no county gets what holds everywhere."""

    def __init__(self, regions: RegionTree, home: str) -> None:
        self._regions = regions
        self._home = home
        self._same = SameQuestion(regions, applicability().ladder)

    def __call__(self, context: TurnContext) -> None:
        """Put the rule that holds first, drop those it stands for, note the counties that have their own."""
        found, context.differing = context.found, ()
        if found is None or len(found.hits) < 2 or context.follow_up:
            return
        best = found.hits[0]
        same = [hit for hit in found.hits[1:] if self._same(best, hit)]
        if not same:
            return
        ladder = self._regions.ladder(context.region or self._home)
        holding = [hit for hit in (best, *same) if hit.passage.region in ladder]
        if not holding:
            return
        first = min(holding, key=lambda hit: (ladder.index(hit.passage.region), -hit.score))
        if not context.region:
            context.differing = tuple(dict.fromkeys(h.passage.region for h in (best, *same) if h not in holding))
        if first is not best:
            context.rules.append(f"ladder:{first.passage.region}")
        overruled = {hit.passage.id for hit in (best, *same) if hit.passage.region != first.passage.region}
        rest = tuple(hit for hit in found.hits if hit is not first and hit.passage.id not in overruled)
        context.found = replace(found, hits=(_at(first, best), *rest))


def _at(first: Hit, best: Hit) -> Hit:
    """Return the hit with the score of the place it takes, so that its lead over other questions is measured as before."""
    return first if first.score >= best.score else replace(first, score=best.score)
