"""Step 7: what the conversation and the words add to the order that search gave."""

from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.model.hit import Hit


def rank(context: TurnContext) -> None:
    """Bring a follow-up's own policy to the top, the aspect asked about first; otherwise leave the order."""
    if context.found is None or not context.follow_up:
        return

    def order(hit: Hit) -> tuple[bool, bool, float]:
        same_topic = hit.passage.entry_id == context.topic_id
        return same_topic, same_topic and hit.passage.aspect is context.aspect, hit.score

    context.found = replace(context.found, hits=tuple(sorted(context.found.hits, key=order, reverse=True)))
