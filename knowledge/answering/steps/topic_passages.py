"""Step 6b: in a follow-up, what its own policy says is a candidate, wherever the search ranked it."""

from collections.abc import Callable
from dataclasses import replace

from knowledge.answering.aspects import ASPECT_INTENT
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import own_words
from knowledge.answering.ports import PolicySearch
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Aspect, Passage
from knowledge.model.validity import Status

# What people ask for by either name: “要多少钱” of a certificate is its fee, “找谁” of an office is the place.
_NEIGHBOURS = {
    Aspect.AMOUNT: Aspect.FEE,
    Aspect.FEE: Aspect.AMOUNT,
    Aspect.PLACE: Aspect.CONTACT,
    Aspect.CONTACT: Aspect.PLACE,
}


class TopicPassages:
    """Add the topic's passages about the aspect to the candidates."""

    def __init__(self, search: PolicySearch, is_sure: Callable[[SearchResult], bool]) -> None:
        self._search = search
        self._is_sure = is_sure

    def __call__(self, context: TurnContext) -> None:
        """Change ``context.found``; also take a question for a follow-up that only the topic has words for."""
        if context.found is None or not context.topic_id:
            return
        if not context.follow_up and context.intent != ASPECT_INTENT:
            return
        own = [passage for passage in self._search.passages_of(context.topic_id) if _holds(passage, context)]
        if not context.follow_up and not self._leans(context, context.found, own):
            return
        context.follow_up = True
        context.aspect = _covered(context.aspect, own)
        context.found = _with(context.found, own, context.aspect)

    def _leans(self, context: TurnContext, found: SearchResult, own: list[Passage]) -> bool:
        """“复印件要几份” is about the topic where its text has 复印件, and nothing else answers for certain."""
        words = own_words(context.text)
        if not words or self._is_sure(found):
            return False
        leans = any(words in passage.text or any(words in asked for asked in passage.questions) for passage in own)
        if leans:
            context.rules.append("follow_up:own_words")
        return leans


def _holds(passage: Passage, context: TurnContext) -> bool:
    in_force = passage.validity.status(context.on) is Status.IN_FORCE
    return in_force and (context.audience is None or context.audience in passage.audience)


def _covered(aspect: Aspect | None, own: list[Passage]) -> Aspect | None:
    """Return the aspect, or its neighbour where the policy speaks of that one only."""
    spoken_of = {passage.aspect for passage in own}
    neighbour = _NEIGHBOURS.get(aspect) if aspect else None
    return neighbour if aspect not in spoken_of and neighbour in spoken_of else aspect


def _with(found: SearchResult, own: list[Passage], aspect: Aspect | None) -> SearchResult:
    """Return the candidates with the missing passages of the aspect behind them, without evidence of their own."""
    known = {hit.passage.id for hit in found.hits}
    missing = [passage for passage in own if passage.aspect is aspect and aspect and passage.id not in known]
    if not missing or not found.hits:
        return found
    last = found.hits[-1]
    blank = dict.fromkeys(last.features, 0.0)
    return replace(found, hits=(*found.hits, *(Hit(passage, last.score, blank) for passage in missing)))
