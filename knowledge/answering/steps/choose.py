"""Step 4b: choosing from the buttons of the last reply by number or by word (“第二个”, “就是这个”, “都不是”)."""

import re

from knowledge.answering import replies
from knowledge.answering.aspects import aspect_of
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import own_words
from knowledge.model.region import NATION, RegionTree

_ORDINALS = (
    {numeral: at for at, numeral in enumerate("一二三四五六七八九")}
    | {str(at + 1): at for at in range(9)}
    | {"首": 0, "头一": 0, "两": 1, "最后一": -1}
)
_NUMBER = r"(?P<number>最后一|头一|[一二两三四五六七八九首1-9])"
_I_MEAN = r"(?:我|俺)?(?:就)?(?:要|选|选择|想问|问|说)?(?:的)?(?:就)?(?:是)?"
_END = r"(?:问题|选项)?(?:吧|啊|呀|的|呢|就行|就中|谢谢|[,。!.、\s])*"
_BY_ORDINAL = re.compile(
    rf"^{_I_MEAN}(?:第{_NUMBER}(?:个|条|项|种)?|(?P<counted>最后一|头一|首)(?:个|条|项))(?:那个)?{_END}$"
)
_BY_DIGIT = re.compile(rf"^{_I_MEAN}{_NUMBER}(?:个|条|项|号)?{_END}$")
_YES = re.compile(
    r"^(?:(?:对+的?|是的?|嗯+|好的?|可以|没错|中|要得|行|就|就是|ok|yes|(?:就)?是?(?:这个|它|这条)(?:问题)?|确认)[,。!\s]*)+$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:(?:都|全|全都)?(?:不是|不对)|(?:一个|哪个)都不(?:是|对)|不是(?:这些|这个|这几个)|都没有|没有(?:我(?:要|想)问的)?)[的了吧啊,。!\s]*$"
)
_THAT_ONE = re.compile(r"(?:那|这)(?:个|条|一个|一条)|(?:第)?[一二三]个|选|我|就|吧|关于|是|的|[,。!?\s]")
_SHORT = 12


class Choose:
    """Put the chosen question in place of the words that chose it."""

    def __init__(self, regions: RegionTree) -> None:
        self._regions = regions

    def __call__(self, context: TurnContext) -> None:
        """Rewrite ``context.text``, or end the turn where nothing offered was meant."""
        memory = context.memory
        if not memory.choices or context.more:
            return
        chosen = _chosen(context.text, memory.choices, asked_back=memory.asked_back)
        if chosen is not None:
            self._take(context, chosen)
        elif memory.asked_back and _NO.match(context.text):
            context.rules.append("choose:none")
            context.act, context.answer = "deny", replies.smalltalk("deny")
        elif memory.asked_back and (_YES.match(context.text) or _BY_ORDINAL.match(context.text)):
            context.rules.append("choose:which")
            context.act, context.question = "affirm", memory.question
            context.answer = replies.choose_one(memory.choices)

    def _take(self, context: TurnContext, chosen: str) -> None:
        context.rules.append("choose")
        context.text, context.aspect = chosen, aspect_of(chosen)
        named = self._regions.mentioned(chosen)
        if named is not None and named.code != NATION:
            context.region, context.region_named = named.code, True


def _chosen(words: str, choices: tuple[str, ...], *, asked_back: bool) -> str | None:
    if found := _BY_ORDINAL.match(words) or (asked_back and _BY_DIGIT.match(words)):
        groups = found.groupdict()
        at = _ORDINALS[groups["number"] or groups["counted"]]
        return choices[at] if at < len(choices) else None
    if not asked_back:
        return None
    if _YES.match(words):
        return choices[0] if len(choices) == 1 else None
    return _by_words(words, choices)


def _by_words(words: str, choices: tuple[str, ...]) -> str | None:
    """Return the only choice that holds the words, or that is about their aspect when they are about nothing else."""
    if len(words) > _SHORT:
        return None
    said = _THAT_ONE.sub("", words)
    holding = [choice for choice in choices if len(said) > 1 and said in choice]
    aspect = aspect_of(words)
    about = [choice for choice in choices if aspect and aspect_of(choice) is aspect and not own_words(words)]
    return next((found[0] for found in (holding, about) if len(found) == 1), None)
