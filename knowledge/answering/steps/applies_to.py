"""Where and for whom a question is asked, by its words: a place that is not ours, a person or a company."""

from knowledge.answering.audiences import audience_of
from knowledge.answering.context import TurnContext
from knowledge.model.region import RegionTree
from knowledge.regions.places import Places


class AppliesTo:
    """Note a place elsewhere whose rules are asked for, and the audience unless the dialogue knows it.

    Run at the intake, and again before the search: a question that waited for the citizen's region comes back whole.
    """

    def __init__(self, regions: RegionTree, home: str) -> None:
        self._places = Places(regions, home)
        audience_of("")  # reads its words now, not at the first question
        self._above = frozenset(regions.ladder(home)[1:])

    def __call__(self, context: TurnContext) -> None:
        """Set ``context.elsewhere`` and ``context.audience``."""
        context.audience = context.audience or audience_of(context.text)
        asked = self._places.asked(context.text)
        if asked is None or context.elsewhere == asked[0]:
            return
        context.elsewhere = asked[0]
        context.rules.append(f"elsewhere:{context.elsewhere.name}")
        if context.region_named and context.region not in self._above:  # 郑州经济开发区 is not ours
            context.region, context.region_named = "", False
