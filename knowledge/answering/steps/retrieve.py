"""Step 6: candidates from the index, for the citizen's region and day."""

import re
from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import looked_at
from knowledge.answering.looking import CANDIDATES, LookUp
from knowledge.model.scope import Scope

_ASKS_ABOUT_THE_PAST = re.compile(
    r"废止|失效|作废|过期|还有效|还管用|有没有效|是否有效|旧(版|规定)|《[^》]+》|〔\d{4}〕"
)


class Retrieve:
    """Search what the citizen asked, on the region ladder."""

    def __init__(self, look_up: LookUp) -> None:
        """Where what is in force does not suffice, look among what is not, too."""
        self._look_up = look_up

    def __call__(self, context: TurnContext) -> None:
        """Fill ``context.found`` with what is in force; and ``context.past`` when the words ask for what may not be,
        or nothing in force will do: a question whose only rule was repealed is told so.
        """
        look_up = self._look_up
        scope = Scope(
            on=context.on, regions=looked_at(context, look_up.regions, look_up.home), audience=context.audience
        )
        context.found = look_up.search.search(context.text, scope, k=CANDIDATES)
        context.rules.extend(f"read:{words}" for words in context.found.read)
        if not look_up.suffices(context.found) or _ASKS_ABOUT_THE_PAST.search(context.text):
            context.past = look_up.search.search(context.text, replace(scope, only_in_force=False), k=CANDIDATES)
