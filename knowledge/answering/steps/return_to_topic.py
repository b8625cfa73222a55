"""Step 4e: returning to a policy of before (“回到刚才说的公积金，能提几次？”)."""

import re

from knowledge.answering import replies
from knowledge.answering.aspects import aspect_of
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import own_words
from knowledge.answering.ports import PolicySearch
from knowledge.answering.steps.follow_up import lean_on
from knowledge.model.passage import Passage

_BACK = re.compile(
    r"(?:那|好|我们|咱们|咱|我|俺)*(?:还是|再|继续|接着|先|想)*(?:回到|回过头(?:来)?(?:说|问|看)?|说回|问回|还是(?:说|问|聊|看)|接着(?:说|问|聊)|继续(?:说|问|聊))(?:一下)?"
    r"|(?:刚才|刚刚|前面|之前|上面|最开始|一开始|开头)(?:说|问|聊|讲|提)?(?:到|过)?的?(?:那个|那项|那件)?"
)
_SHORTEST_NAME = 2


class ReturnToTopic:
    """Lean on an earlier policy of the conversation that the words name."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def read(self, context: TurnContext) -> bool:
        """Whether the words go back to an earlier policy; then lean on it, or ask what about it."""
        topics = context.memory.topics
        if not topics or not _BACK.search(context.text):
            return False
        rest = _BACK.sub("", context.text).strip(" ,。!?、")
        named = self._named(rest, topics)
        if named is None:
            return False
        name, passages = named
        context.topic_id = passages[0].entry_id
        context.rules.append("return_to_topic")
        question = rest.replace(name, "", 1).strip(" ,。!?、的吧")
        context.aspect = aspect_of(question) or aspect_of(rest)
        if context.aspect is None and not own_words(question):
            context.question, context.follow_up = rest, True
            context.answer = replies.which_aspect(passages)
        else:
            context.text = rest
            lean_on(context, passages[0].title)
        return True

    def _named(self, words: str, topics: tuple[str, ...]) -> tuple[str, tuple[Passage, ...]] | None:
        """Return the name in the words that an earlier policy bears, and its passages: the longest, then the commonest
        there (低保 may stand in one question about identity cards), then that of the newest policy.
        """
        own = own_words(words)
        found = [(_shared_name(own, names), passages) for passages, names in map(self._names, topics)]
        (name, _count), passages = max(found, key=lambda pair: (len(pair[0][0]), pair[0][1]))
        return (name, passages) if len(name) >= _SHORTEST_NAME else None

    def _names(self, entry_id: str) -> tuple[tuple[Passage, ...], list[str]]:
        passages = self._search.passages_of(entry_id)
        titles = dict.fromkeys(passage.title for passage in passages)
        return passages, [*titles, *(question for passage in passages for question in passage.questions)]


def _shared_name(words: str, names: list[str]) -> tuple[str, int]:
    """Return the longest stretch of the words that stands in any of the names, and in how many of them."""
    spans = ((start, end) for start in range(len(words)) for end in range(start + _SHORTEST_NAME, len(words) + 1))
    counted = [(words[start:end], sum(words[start:end] in name for name in names)) for start, end in spans]
    return max((pair for pair in counted if pair[1]), key=lambda pair: (len(pair[0]), pair[1]), default=("", 0))
