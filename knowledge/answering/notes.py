"""What an answer says beside the rule: that another was asked about, that other places have rules of their own."""

from dataclasses import replace

from knowledge.answering.answer import Answer, Button
from knowledge.answering.context import TurnContext
from knowledge.answering.sentences import sentences
from knowledge.answering.steps.elsewhere import is_of
from knowledge.answering.validity_text import chinese_day, ended, title_of
from knowledge.model.passage import Passage
from knowledge.model.region import NATION, RegionTree
from knowledge.model.validity import Status

_NATIONWIDE = "全国"


class Notes:
    """Adds what the citizen has to know of an answer, before or behind it."""

    def __init__(self, regions: RegionTree, home: str) -> None:
        self._regions = regions
        self._home = home

    def added(self, answer: Answer, context: TurnContext) -> Answer:
        """Return the answer with its notes."""
        if context.found is None or not context.found.hits:
            return answer
        basis = context.found.hits[0].passage
        before = [note for note in (self._elsewhere(context, basis), _until_then(context)) if note]
        behind = [note for note in (_replaced(context, basis), self._differing(context)) if note]
        if not before and not behind:
            return answer
        return replace(
            answer,
            text="\n".join((*before, answer.text, *behind)),
            spoken="".join((*before, answer.spoken, *behind)),
            buttons=(*self._counties(context), *answer.buttons),
        )

    def _elsewhere(self, context: TurnContext, basis: Passage) -> str:
        if context.elsewhere is None or is_of(basis, context.elsewhere):
            return ""
        area = _NATIONWIDE if basis.region == NATION else self._regions[basis.region].name
        return sentences().applicability.elsewhere.format(
            home=self._regions[self._home].name, area=area, place=context.elsewhere.name
        )

    def _differing(self, context: TurnContext) -> str:
        names = "、".join(self._regions[code].name for code in context.differing)
        return sentences().applicability.differing.format(regions=names) if names else ""

    def _counties(self, context: TurnContext) -> tuple[Button, ...]:
        names = (self._regions[code].name for code in context.differing)
        return tuple(Button(name, f"{name}：{context.text}") for name in names)


def _until_then(context: TurnContext) -> str:
    asked = context.asked_about
    if asked is None or asked.validity.status(context.on) is not Status.NOT_YET or not asked.validity.effective_from:
        return ""
    start = chinese_day(asked.validity.effective_from)
    return sentences().applicability.until_then.format(title=title_of(asked), start=start)


def _replaced(context: TurnContext, basis: Passage) -> str:
    asked = context.asked_about
    reason = ended(asked.validity, context.on) if asked else ""
    if asked is None or not reason:
        return ""
    return sentences().applicability.replaced.format(title=title_of(asked), reason=reason, successor=title_of(basis))
