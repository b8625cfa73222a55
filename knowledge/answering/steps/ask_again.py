"""The last question once more, after something about it changed."""

from knowledge.answering.aspects import aspect_of
from knowledge.answering.context import TurnContext
from knowledge.answering.ports import PolicySearch
from knowledge.answering.steps.follow_up import lean_on


class AskAgain:
    """Put a question of before in place of the words; where it leaned on the topic, it leans on it again."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext, question: str) -> None:
        """Rewrite ``context.text``."""
        memory = context.memory
        context.text = context.question = question
        context.aspect = aspect_of(question)
        context.audience = context.audience or memory.audience
        if memory.day is not None and context.on == context.today:
            context.on = memory.day
        passages = self._search.passages_of(memory.topic_id) if memory.leaning else ()
        if passages:
            lean_on(context, passages[0].title)
