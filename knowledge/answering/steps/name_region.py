"""Step 4c: a place and nothing else (“我在卢氏”) asks the last question again for there."""

import re

from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.steps.ask_again import AskAgain
from knowledge.model.region import NATION, RegionTree

CHOOSE_REGION_INTENT = "choose_region"
_AROUND = re.compile(
    r"[\s\W]|那么|那|我们|我|俺们|俺|咱们|咱|您|现在|目前|一直|在|是|住|的|人|老家|家|户口|户籍|属于|这边|那边|这儿|那儿|这里|那里|换成|换到|改成|改为|改到|切换到|切换成|选择|选"
    r"|查|看|帮|把|设置|设成|设为|更换|切换|搬到|搬|换|改|为|成|到|一下|给|按照|按|问|说|指|吧|啊|呀|呢|嘞|哈|哦|来|市里|城里|县里|县城|城区|农村|乡下|区|县|市|所在地|地区|区域|应该|就"
)


class NameRegion:
    """Take note of the region, and answer for it what was asked before."""

    def __init__(self, regions: RegionTree, again: AskAgain) -> None:
        self._regions = regions
        self._again = again
        self._names = sorted((name for r in regions.all() for name in (r.name, *r.aliases)), key=len, reverse=True)

    def read(self, context: TurnContext) -> bool:
        """Whether the words name a place and nothing else; then act on it."""
        if not context.region_named or not self.only_place(context.text):
            return False
        context.region_chosen = True
        context.act = CHOOSE_REGION_INTENT
        if context.memory.policy_turn and context.memory.question:
            self._again(context, self.without_place(context.memory.question))
        else:
            context.answer = replies.region_chosen(self._regions[context.region])
        return True

    def only_place(self, text: str) -> bool:
        """Whether nothing is left of a text beside places and what people say around them."""
        return self.named(text) != "" and not _AROUND.sub("", self.without_place(text))

    def named(self, text: str) -> str:
        """Return the code of the place that a text names, or nothing."""
        found = self._regions.mentioned(text)
        return found.code if found is not None and found.code != NATION else ""

    def without_place(self, text: str) -> str:
        """Return a text without the names of places."""
        for name in self._names:
            text = text.replace(name, "")
        return text
