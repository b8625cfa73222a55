"""Where only a rule for others would answer, say for whom it is instead of answering with it."""

from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.looking import LookUp


class OtherAudience:
    """Looks among the rules for the other audience when those for the citizen's do not answer."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up

    def __call__(self, context: TurnContext) -> None:
        """End the turn when the only rule is for others; a rule of the citizen's own, even one past, goes before."""
        audience = context.audience
        if audience is None or context.follow_up or self._answered(context):
            return
        found = self._look_up.again(context, context.text, audience=None)
        if not found.hits or audience in found.hits[0].passage.audience or not self._look_up.suffices(found):
            return
        context.rules.append("decide:other_audience")
        context.answer = replies.other_audience(found.hits[0].passage, audience)

    def _answered(self, context: TurnContext) -> bool:
        return any(result is not None and self._look_up.suffices(result) for result in (context.found, context.past))
