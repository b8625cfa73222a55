"""Asked of another place: what is ours is left out, what holds there too, or is that place's own, may answer."""

from collections.abc import Callable
from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import searched
from knowledge.answering.ports import PolicySearch
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Passage
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope
from knowledge.regions.places import Place, Places

_CANDIDATES = 20


class Elsewhere:
    """Keeps to the rules that hold in the place asked about."""

    def __init__(
        self, search: PolicySearch, regions: RegionTree, home: str, suffices: Callable[[SearchResult], bool]
    ) -> None:
        """``suffices`` tells whether the first hit answers the question."""
        self._search = search
        self._regions = regions
        self._home = home
        self._suffices = suffices
        self._places = Places(regions, home)

    def __call__(self, context: TurnContext) -> None:
        """Leave out our own rules; where nothing is left that answers, look by the question without the place's name."""
        place = context.elsewhere
        if place is None or context.found is None:
            return
        regions = searched(context, self._regions, self._home)
        context.found = _kept(context.found, place, regions)
        context.past = _kept(context.past, place, regions) if context.past else None
        asked = self._places.asked(context.text)
        if self._suffices(context.found) or asked is None or not asked[1].strip():
            return
        scope = Scope(on=context.on, regions=regions, audience=context.audience)
        found = self._search.search(asked[1].strip(), scope, k=_CANDIDATES)
        if self._suffices(found):
            context.found = found


def is_of(passage: Passage, place: Place) -> bool:
    """Whether a passage is of a document that names the place as its own."""
    names = (passage.title, passage.department, *(source.title for source in passage.sources))
    return any(place.short in name for name in names)


def _kept(result: SearchResult, place: Place, regions: tuple[str, ...]) -> SearchResult:
    hits = (hit for hit in result.hits if hit.passage.region in regions or is_of(hit.passage, place))
    return replace(result, hits=tuple(hits))
