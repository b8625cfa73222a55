"""Asked about a rule that does not hold: answer from the one that does, if that is known to answer the question."""

from collections.abc import Callable
from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.looking import LookUp
from knowledge.answering.validity_text import current_successor
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Passage, Successor
from knowledge.model.validity import Status


class Succession:
    """Takes the place of a rule that was repealed, has expired or is not yet in force, where something holds instead."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up

    def __call__(self, context: TurnContext) -> None:
        """Replace ``context.found`` and keep what was asked about, to be named beside the answer."""
        context.asked_about = None
        if context.found is None or not context.found.hits:
            return
        asked = context.found.hits[0].passage
        status = asked.validity.status(context.on)
        if status is Status.IN_FORCE:
            return
        holding = self._until_then(context, asked) if status is Status.NOT_YET else self._instead(context, asked)
        if holding is not None:
            context.asked_about, context.found = asked, holding
            context.rules.append(f"succession:{holding.hits[0].passage.entry_id}")

    def _until_then(self, context: TurnContext, asked: Passage) -> SearchResult | None:
        """Return what holds until the rule asked about begins: what answers as well, or what that one is to replace."""
        return self._sure(context, context.in_force) or self._search_again(
            context, _renamed(context.text, asked, ""), lambda passage: _is_replaced_by(passage, asked)
        )

    def _instead(self, context: TurnContext, asked: Passage) -> SearchResult | None:
        """Return what holds instead: the successor among what was found, or by the question with the new name in it."""
        current = current_successor(asked, context.on)
        if current is None:
            return None
        new = current.name.split("》", 1)[0].lstrip("《")
        return self._sure(context, _first(context.in_force, lambda p: _rests_on(p, current))) or self._search_again(
            context, _renamed(context.text, asked, new), lambda passage: _rests_on(passage, current)
        )

    def _search_again(self, context: TurnContext, text: str, wanted: Callable[[Passage], bool]) -> SearchResult | None:
        """Return what is wanted among what the question finds with another name in it, if that answers."""
        if text == context.text:
            return None
        return self._sure(context, _first(self._look_up.again(context, text, audience=context.audience), wanted))

    def _sure(self, context: TurnContext, result: SearchResult | None) -> SearchResult | None:
        """Return the result if its first hit answers the question and holds where the citizen is."""
        if result is None or not result.hits or not self._look_up.suffices(result):
            return None
        return result if result.hits[0].passage.region in self._look_up.ladder(context) else None


def _first(result: SearchResult | None, wanted: Callable[[Passage], bool]) -> SearchResult | None:
    """Return the result with what is wanted first; nothing where that is not in it."""
    hits = result.hits if result else ()
    own = tuple(hit for hit in hits if wanted(hit.passage))
    return replace(result, hits=(*own, *(hit for hit in hits if hit not in own))) if result and own else None


def _rests_on(passage: Passage, successor: Successor) -> bool:
    return passage.entry_id == successor.entry_id or any(
        successor.name.startswith(f"《{source.title}》") for source in passage.sources
    )


def _is_replaced_by(passage: Passage, upcoming: Passage) -> bool:
    return any(_rests_on(upcoming, link) for link in passage.successors)


def _renamed(text: str, asked: Passage, new: str) -> str:
    """Return the question with the name and the number of the rule asked about changed for a new name, or none."""
    for source in asked.sources:
        for name in filter(None, (source.title, source.document_number)):
            text = text.replace(name, new)
    return text.replace("《》", "")
