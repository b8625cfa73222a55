"""Step 1: one spelling for what is written in many, and the region that the words name."""

from knowledge.answering.aspects import aspect_of
from knowledge.answering.context import TurnContext
from knowledge.model.region import NATION, RegionTree
from knowledge.text.normalise import normalise as normalise_text


class Normalise:
    """Normalise the text; note the region and the aspect it names."""

    def __init__(self, regions: RegionTree) -> None:
        self._regions = regions

    def __call__(self, context: TurnContext) -> None:
        """Rewrite ``context.text``."""
        context.text = normalise_text(context.text).text.strip()
        context.aspect = context.aspect or aspect_of(context.text)
        named = self._regions.mentioned(context.text)
        if named is not None and named.code != NATION:
            context.region, context.region_named = named.code, True
