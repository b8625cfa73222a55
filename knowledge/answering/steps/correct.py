"""Step 4d: corrections (“不是，我问的是灵宝的”) and other cases (“那企业呢？”) change one thing of the last question."""

import re

from knowledge.answering.aspects import ASPECT_INTENT, aspect_of, aspect_word
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import PERSONS, is_elliptical
from knowledge.answering.steps.ask_again import AskAgain
from knowledge.answering.steps.name_region import CHOOSE_REGION_INTENT, NameRegion
from knowledge.answering.steps.split_questions import asks
from knowledge.model.passage import Audience

_DENIAL = re.compile(
    r"^(?:(?:啊|哎|哦|嗯|唉)[,、\s]*)?(?:(?:不是的?|不对|错了|不不+|(?:你|您)?(?:搞|弄|说|听|理解)错了?|(?:我|俺)不是(?:问|说)(?:这个|那个)|不是(?:这个|那个)(?:意思)?)"
    r"(?:[,。!;、\s]+|(?=我|俺|是|应该|问的|不|错)))+"
)
_MEANT = re.compile(
    r"^(?:其实)?(?:(?:我|俺)(?:是)?(?:想|要)?(?:问|说|指|查|讲|咨询|了解)的?(?:其实)?(?:是)[,、\s]*|(?:我|俺)(?:问|说|指)的|(?:我|俺)是(?:问|说|想问|指)|(?:问|说|指)的是|应该是)"
)
_X_NOT_Y = re.compile(r"^是?(?P<x>.+?)[,、\s]*(?:而)?不(?:是|要)(?P<y>.+)$")
_NOT_Y_X = re.compile(r"^(?:我(?:说|问)的)?不是(?P<y>(?!的|这|那|不|我).{1,10}?)[,、\s]*(?:而)?是(?P<x>.{1,16})$")
_IF = r"(?:那么?(?:要是|如果是?|换成)?|要是|如果是?|换成|换|假如是?)"
_OTHER_CASE = re.compile(
    rf"^(?:{_IF}?(?P<x>[^我你您他她,]{{1,10}}?)的?呢|{_IF}(?P<y>[^我你您他她,]{{1,10}}?)的?又?(?:咋样|怎么样))[?。!\s]*$"
)
_CLAUSE = re.compile(r"^([^,。;、\s]*)[,。;、\s]*(.*)$")
_EDGES = re.compile(r"^(?:是|关于|那个|一下)+|(?:的|了|吧|啊|呀|呢|哦|嘞|[?。!,\s])+$")
_COMPLAINT = re.compile(r"不对|没用|错|答非所问|不满意|不好|垃圾|啥|这样|这个|意思|听不懂|看不懂")
_AUDIENCES = {
    Audience.COMPANY: re.compile(r"企业|公司|单位|法人|用人单位"),
    Audience.INDIVIDUAL: re.compile(r"个人|自然人|个体户|居民|职工"),
}
_LONGEST_NAME = 12


class Correct:
    """Find out what was meant instead, and ask the last question again with it."""

    def __init__(self, again: AskAgain, places: NameRegion) -> None:
        self._again = again
        self._places = places

    def read(self, context: TurnContext) -> bool:
        """Whether the words correct the last question; then rewrite it."""
        if not context.memory.policy_turn or not context.memory.question:
            return False
        found = _correction(context.text)
        return found is not None and self._apply(context, *found)

    def read_other_case(self, context: TurnContext) -> bool:
        """Whether the words ask the last question of another case: a place, a person, another policy."""
        found = _OTHER_CASE.match(context.text)
        if not found or not context.memory.policy_turn or not context.memory.question:
            return False
        meant = _EDGES.sub("", found["x"] or found["y"])
        return not is_elliptical(meant) and not asks(meant) and self._apply(context, meant, "")

    def _apply(self, context: TurnContext, meant: str, instead_of: str) -> bool:
        memory = context.memory
        if self._places.only_place(meant):
            context.region, context.region_named = self._places.named(meant), True
            context.region_chosen, context.act = True, CHOOSE_REGION_INTENT
            self._again(context, self._places.without_place(memory.question))
        elif PERSONS.fullmatch(meant):
            context.audience = _audience(meant) or context.audience
            self._again(context, _swapped(memory.question, instead_of, meant) or f"{meant}{memory.question}")
        elif is_elliptical(meant):
            context.text, context.aspect = meant, aspect_of(meant)
            context.act = ASPECT_INTENT if context.aspect else ""
            return False  # only the aspect was meant: the follow-up completes it
        else:
            self._other_policy(context, meant, instead_of)
        context.rules.append("correct")
        return True

    @staticmethod
    def _other_policy(context: TurnContext, meant: str, instead_of: str) -> None:
        """Ask about the policy that was meant what was asked about the other."""
        memory = context.memory
        question = meant
        if aspect_of(meant) is None:
            word = aspect_word(memory.aspect) if memory.aspect else ""
            question = _swapped(memory.question, instead_of, meant) or f"{meant}{word}"
        context.text = context.question = question
        context.aspect = aspect_of(question)


def _correction(text: str) -> tuple[str, str] | None:
    """Return what was meant and what was not (may be empty), or nothing when the words correct nothing."""
    if swapped := _NOT_Y_X.match(text):
        return _named(swapped["x"], swapped["y"])
    denied = _DENIAL.match(text)
    rest = text[denied.end() :] if denied else text
    meant = _MEANT.match(rest)
    rest = rest[meant.end() :] if meant else rest
    if not denied and not meant:
        return None
    if both := _X_NOT_Y.match(rest):
        instead_of, asked = _CLAUSE.match(both["y"]).groups()  # type: ignore[union-attr]  # it matches anything
        return _named(f"{both['x']}{asked}", instead_of)
    return _named(rest, "")


def _named(meant: str, instead_of: str) -> tuple[str, str] | None:
    meant, instead_of = _EDGES.sub("", meant), _EDGES.sub("", instead_of)
    if not meant or _COMPLAINT.search(meant) or (len(meant) > _LONGEST_NAME and aspect_of(meant) is None):
        return None
    return meant, instead_of


def _swapped(question: str, old: str, new: str) -> str:
    return question.replace(old, new) if old and old in question else ""


def _audience(words: str) -> Audience | None:
    return next((audience for audience, names in _AUDIENCES.items() if names.search(words)), None)
