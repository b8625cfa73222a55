"""Step 5: a follow-up (“那要带什么材料？”) is completed from the policy being talked about."""

from knowledge.answering import replies
from knowledge.answering.aspects import ASPECT_INTENT
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import PERSONS, is_elliptical
from knowledge.answering.ports import PolicySearch


def lean_on(context: TurnContext, title: str) -> None:
    """Complete the question with the title of the topic; what it was asked for and where stays, unless words say else."""
    memory = context.memory
    context.question = context.text
    context.follow_up = True
    context.text = f"{title} {context.text}"
    context.audience = context.audience or memory.audience
    if memory.region and not context.region_named:
        context.region, context.region_named = memory.region, True


class FollowUp:
    """Complete a question that names no policy of its own with the title of the topic; without a topic, ask for it."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext) -> None:
        """Once the dialogue took it for a policy question: complete it, or ask which policy is meant."""
        if context.follow_up or not self._is_elliptical(context):
            return
        if not self._complete(context) and context.aspect is not None:
            context.rules.append("follow_up:no_topic")
            context.question = context.text
            context.answer = replies.which_topic(self._recent(context), context.text)

    def read(self, context: TurnContext) -> bool:
        """Before the dialogue hears it: complete what leaves no doubt."""
        if context.aspect is None or not is_elliptical(context.text) or not self._complete(context):
            return False
        context.act = ASPECT_INTENT
        return True

    def _complete(self, context: TurnContext) -> bool:
        passages = self._search.passages_of(context.topic_id) if context.topic_id else ()
        if passages:
            lean_on(context, passages[0].title)
            context.rules.append("follow_up")
        return bool(passages)

    def _recent(self, context: TurnContext) -> list[str]:
        entries = (self._search.passages_of(entry_id) for entry_id in context.memory.topics)
        return [passages[0].title for passages in entries if passages]

    @staticmethod
    def _is_elliptical(context: TurnContext) -> bool:
        """Whether nothing is left beside the aspect, or the dialogue heard an aspect and only a person is left."""
        if context.intent == ASPECT_INTENT:
            return is_elliptical(PERSONS.sub("", context.text))
        return context.aspect is not None and is_elliptical(context.text)
