"""Step 6b: in a follow-up, what its own policy says is a candidate, wherever the search ranked it."""

from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import own_words
from knowledge.answering.ports import PolicySearch
from knowledge.answering.steps.split_questions import asks
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Aspect, Passage
from knowledge.model.validity import Status
from knowledge.search.features import Feature

# What people ask for by either name: “要多少钱” of a certificate is its fee, “找谁” of an office is the place.
_NEIGHBOURS = {
    Aspect.AMOUNT: Aspect.FEE,
    Aspect.FEE: Aspect.AMOUNT,
    Aspect.PLACE: Aspect.CONTACT,
    Aspect.CONTACT: Aspect.PLACE,
}
_TELLING = 3  # characters that tell a question by themselves


class TopicPassages:
    """Add the topic's passages about the aspect to the candidates of a follow-up, also of one that is told by its words."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext) -> None:
        """Change ``context.found``."""
        if context.found is None or not context.topic_id:
            return
        own = [passage for passage in self._search.passages_of(context.topic_id) if _holds(passage, context)]
        if not context.follow_up and not _leans(context, context.found, own):
            return
        context.follow_up = True
        context.aspect = _covered(context.aspect, own)
        context.found = _with(context.found, own, context.aspect)


def _leans(context: TurnContext, found: SearchResult, own: list[Passage]) -> bool:
    """“怎么参保缴费” is about the topic where one of its questions has all the words; which one tells the aspect, too."""
    words = set(own_words(context.text))
    if not words or (found.hits and found.hits[0].features.get(Feature.QUESTION_EXACT)):
        return False
    if not asks(context.text):
        return False
    covering = [passage for passage in own if any(words <= set(question) for question in passage.questions)]
    agreeing = [passage for passage in covering if passage.aspect is context.aspect]
    if not agreeing and (context.aspect is None or len(words) >= _TELLING):
        agreeing = covering  # what was heard as the aspect may be part of the name: 参保缴费
    if agreeing:
        context.aspect = agreeing[0].aspect
        context.rules.append("follow_up:own_words")
    return bool(agreeing)


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
