"""Whose rules a turn may be answered from, and which of two rules on the same question holds for a citizen."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from knowledge.answering.applicability import LadderSettings
from knowledge.answering.context import TurnContext
from knowledge.model.hit import Hit
from knowledge.model.passage import Passage
from knowledge.model.region import NATION, RegionTree

_FORM = r"关于|印发|实施|暂行|试行|办法|细则|规定|条例|意见|通知|方案|的|[\s\W]"
_REMEMBERED = 4096  # names whose bigrams are kept


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


class SameQuestion:
    """Tells whether two passages of different entries answer one question, for different places."""

    def __init__(self, regions: RegionTree, settings: LadderSettings) -> None:
        names = sorted((n for region in regions.all() for n in (region.name, *region.aliases)), key=len, reverse=True)
        self._settings = settings
        self._left_out = re.compile("|".join((*map(re.escape, names), _FORM)))
        self._bigrams = lru_cache(maxsize=_REMEMBERED)(self._bigrams_of)

    def __call__(self, best: Hit, rival: Hit) -> bool:
        """Whether the rival, ranked near the best, has the same aspect, and is asked and titled nearly alike."""
        ours, theirs = best.passage, rival.passage
        if ours.region == theirs.region or ours.entry_id == theirs.entry_id:
            return False
        if ours.aspect and theirs.aspect and ours.aspect is not theirs.aspect:
            return False
        curated = bool(ours.questions and theirs.questions)
        lead = self._settings.question_lead if curated else self._settings.clause_lead
        if abs(best.score - rival.score) > lead or not self._alike(_titles(ours), _titles(theirs)):
            return False
        return not curated or self._alike(ours.questions, theirs.questions)

    def subject(self, text: str) -> str:
        """Return what a title or a question says beside where, and beside what kind of document it is."""
        return self._left_out.sub("", text)

    def _alike(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        """Whether some pair of names shares enough of its bigrams."""
        pairs = product(map(self._bigrams, ours), map(self._bigrams, theirs))
        return any(_dice(one, other) >= self._settings.likeness for one, other in pairs)

    def _bigrams_of(self, text: str) -> frozenset[str]:
        subject = self.subject(text)
        return frozenset(subject[n : n + 2] for n in range(len(subject) - 1))


def _titles(passage: Passage) -> tuple[str, ...]:
    return (passage.title, *(source.title for source in passage.sources))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of both sets that they have in common (Dice, Ecology 1945)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
