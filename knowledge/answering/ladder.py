"""Whose rules a turn may be answered from, and which of two rules on the same question holds for a citizen."""

import re
from collections.abc import Iterable

from knowledge.answering.applicability import LadderSettings
from knowledge.answering.context import TurnContext
from knowledge.model.hit import Hit
from knowledge.model.passage import Passage
from knowledge.model.region import NATION, Region, RegionTree

_FORM = re.compile(r"关于|印发|实施|暂行|试行|办法|细则|规定|条例|意见|通知|方案|的|[\s\W]")


def searched(context: TurnContext, regions: RegionTree, home: str) -> tuple[str, ...]:
    """Return the regions to look in.

    Asked of another place: only what holds there too, the nation's rules and its province's. Without a region named, the
    counties are looked at as well, so that a difference shows.
    """
    if context.elsewhere is not None:
        return tuple(code for code in regions.ladder(home) if code in {NATION, context.elsewhere.province})
    if context.region:
        return regions.ladder(context.region)
    return regions.ladder(home) + tuple(region.code for region in regions.below(home))


def looked_at(context: TurnContext, regions: RegionTree, home: str) -> tuple[str, ...]:
    """Return the regions that may hold the answer at all: for another place our own too, as a document of it may be there."""
    return regions.ladder(home) if context.elsewhere is not None else searched(context, regions, home)


def without_places(text: str, regions: Iterable[Region]) -> str:
    """Return what a title or a question says beside where, and beside what kind of document it is."""
    for name in sorted((n for region in regions for n in (region.name, *region.aliases)), key=len, reverse=True):
        text = text.replace(name, "")
    return _FORM.sub("", text)


class SameQuestion:
    """Tells whether two passages of different entries answer one question, for different places."""

    def __init__(self, regions: RegionTree, settings: LadderSettings) -> None:
        self._regions = regions.all()
        self._settings = settings

    def __call__(self, best: Hit, rival: Hit) -> bool:
        """Whether the rival, ranked near the best, is about the same aspect and asked or titled nearly alike."""
        ours, theirs = best.passage, rival.passage
        if ours.entry_id == theirs.entry_id or (ours.aspect and theirs.aspect and ours.aspect is not theirs.aspect):
            return False
        both_curated = bool(ours.questions and theirs.questions)
        lead = self._settings.question_lead if both_curated else self._settings.clause_lead
        if abs(best.score - rival.score) > lead:
            return False
        return self._likeness(ours, theirs) >= self._settings.likeness

    def _likeness(self, one: Passage, other: Passage) -> float:
        """Return how much the shorter name shares with the longer, by the best pair of names, 0 to 1."""
        if one.questions and other.questions:
            pairs = ((a, b) for a in one.questions for b in other.questions)
        else:
            pairs = ((a, b) for a in _titles(one) for b in _titles(other))
        return max((_overlap(self._bare(a), self._bare(b)) for a, b in pairs), default=0.0)

    def _bare(self, text: str) -> str:
        return without_places(text, self._regions)


def _titles(passage: Passage) -> tuple[str, ...]:
    return (passage.title, *(source.title for source in passage.sources))


def _overlap(one: str, other: str) -> float:
    """Return the share of the smaller set of bigrams that is in both (overlap coefficient)."""
    first, second = ({text[n : n + 2] for n in range(len(text) - 1)} for text in (one, other))
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else float(one == other)
