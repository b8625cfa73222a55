"""Step 5: a follow-up (“那要带什么材料？”) is completed from the policy being talked about."""

import re

from knowledge.answering.aspects import ASPECT_INTENT, without_aspect
from knowledge.answering.context import TurnContext
from knowledge.answering.ports import PolicySearch

_FILLERS = re.compile(
    r"[\s\W]|那么|那个|那|这个|这|它|他|该|政策|事情|事|请问|我想|我要|我|你|您|想问|一下|还有|还|另外|再|呢|吗|啊|呀|嘛|吧|了|的|是|要|得|需要|都|有|去|到|会|能|可以"
    r"|什么|啥|哪些|哪|多少|怎么|怎样|咋|办理|办|申请|申领|领取|领|弄|给|拿|带|准备|大概|一般|具体|最后|之后|然后|知道|告诉|说|问|又|也|就"
)
_MAX_REST = 1


class FollowUp:
    """Complete a question that names no policy of its own with the title of the topic."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext) -> None:
        """Prefix the topic's title when the words alone name nothing else."""
        if not context.topic_id or not self._is_elliptical(context):
            return
        passages = self._search.passages_of(context.topic_id)
        if passages:
            context.follow_up = True
            context.text = f"{passages[0].title} {context.text}"
            context.rules.append("follow_up")

    @staticmethod
    def _is_elliptical(context: TurnContext) -> bool:
        """Whether nothing is left beside the aspect and the fillers, or the dialogue heard an aspect and little else."""
        rest = _FILLERS.sub("", without_aspect(context.text))
        if context.intent == ASPECT_INTENT:
            return len(rest) <= _MAX_REST + 2
        return context.aspect is not None and len(rest) <= _MAX_REST
