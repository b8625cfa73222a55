"""Step 4: the words are read in the light of what was said before."""

from knowledge.answering.context import TurnContext
from knowledge.answering.ports import PolicySearch
from knowledge.answering.steps.ask_again import AskAgain
from knowledge.answering.steps.correct import Correct
from knowledge.answering.steps.follow_up import FollowUp
from knowledge.answering.steps.name_region import NameRegion
from knowledge.answering.steps.return_to_topic import ReturnToTopic
from knowledge.model.region import RegionTree


class ReadInConversation:
    """Complete a message from the conversation; the first way of reading it that fits is the one."""

    def __init__(self, search: PolicySearch, regions: RegionTree) -> None:
        again = AskAgain(search)
        places = NameRegion(regions, again)
        correct = Correct(again, places)
        follow_up = FollowUp(search)
        self._in_form = (follow_up.read,)
        self._readings = (
            places.read,
            correct.read,
            ReturnToTopic(search).read,
            follow_up.read,
            correct.read_other_case,
        )

    def __call__(self, context: TurnContext) -> None:
        """Rewrite ``context.text``. While a form is open it reads the words itself; only follow-ups are completed."""
        readings = self._in_form if context.memory.form_open else self._readings
        any(reading(context) for reading in readings)
        context.question = context.question or context.text
