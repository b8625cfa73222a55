"""Step 6: candidates from the index, for the citizen's region and day."""

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import looked_at
from knowledge.answering.ports import PolicySearch
from knowledge.model.hit import SearchResult
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope

CANDIDATES = 20
_ASKS_ABOUT_THE_PAST = re.compile(
    r"废止|失效|作废|过期|还有效|还管用|有没有效|是否有效|旧(版|规定)|《[^》]+》|〔\d{4}〕"
)


def _found_any(found: SearchResult) -> bool:
    return bool(found.hits)


class Retrieve:
    """Search what the citizen asked, on the region ladder."""

    def __init__(
        self,
        search: PolicySearch,
        regions: RegionTree,
        home: str,
        suffices: Callable[[SearchResult], bool] = _found_any,
    ) -> None:
        """Look on the ladder of ``home``; where what is in force does not suffice, look among what is not, too."""
        self._search = search
        self._regions = regions
        self._home = home
        self._suffices = suffices

    def __call__(self, context: TurnContext) -> None:
        """Fill ``context.found`` with what is in force; and ``context.past`` when the words ask for what may not be,
        or nothing in force will do: a question whose only rule was repealed is told so.
        """
        scope = Scope(on=context.on, regions=looked_at(context, self._regions, self._home), audience=context.audience)
        context.found = self._search.search(context.text, scope, k=CANDIDATES)
        context.rules.extend(f"read:{words}" for words in context.found.read)
        if not self._suffices(context.found) or _ASKS_ABOUT_THE_PAST.search(context.text):
            context.past = self._search.search(context.text, replace(scope, only_in_force=False), k=CANDIDATES)
