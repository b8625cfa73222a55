"""Does a caller tell of danger? Asked before anything else; the rules are those of the answers."""

from datetime import date

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.steps.emergency import emergency
from knowledge.answering.steps.normalise import Normalise
from knowledge.answering.steps.visible import visible
from knowledge.model.region import RegionTree


class Danger:
    """Runs the steps of a turn up to the emergencies, on words alone."""

    def __init__(self, regions: RegionTree) -> None:
        self._normalise = Normalise(regions)

    def in_words(self, words: str) -> Answer | None:
        """Return what has to be said at once; nothing where no danger is told of."""
        context = TurnContext(turn_id="", original=words, on=date.min)
        for step in (visible, self._normalise, emergency):
            step(context)
        return context.answer
