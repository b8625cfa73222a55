"""Asked of another place: what is ours is left out, what holds there too, or is that place's own, may answer."""

from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.looking import LookUp
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Passage
from knowledge.regions.places import Place, Places


class Elsewhere:
    """Keeps to the rules that hold in the place asked about."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up
        self._places = Places(look_up.regions, look_up.home)

    def __call__(self, context: TurnContext) -> None:
        """Leave out our own rules; where nothing is left that answers, look by the question without the place's name."""
        place = context.elsewhere
        if place is None or context.found is None:
            return
        regions = self._look_up.regions_of(context)
        context.found = _kept(context.found, place, regions)
        context.past = _kept(context.past, place, regions) if context.past else None
        asked = self._places.asked(context.text)
        if self._look_up.suffices(context.found) or asked is None or not asked[1].strip():
            return
        found = self._look_up.again(context, asked[1].strip(), audience=context.audience)
        if self._look_up.suffices(found):
            context.found = found


def is_of(passage: Passage, place: Place) -> bool:
    """Whether a passage is of a document that names the place as its own."""
    names = (passage.title, passage.department, *(source.title for source in passage.sources))
    return any(place.short in name for name in names)


def _kept(result: SearchResult, place: Place, regions: tuple[str, ...]) -> SearchResult:
    hits = (hit for hit in result.hits if hit.passage.region in regions or is_of(hit.passage, place))
    return replace(result, hits=tuple(hits))
