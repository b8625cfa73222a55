"""Step 4a: several questions in one message are taken apart, to be answered one by one."""

import re

from knowledge.answering.aspects import aspect_of
from knowledge.answering.context import TurnContext
from knowledge.answering.ellipsis import is_elliptical

MAX_QUESTIONS = 3
_JOINT = (
    r"(?:另外|还有(?:一个|个)?(?:问题|事)?|再(?:问|咨询|请教)(?:一下|个|一个)?|顺便(?:再)?(?:问|咨询)(?:一下|个)?"
    r"|(?:然后|最后)?还想(?:再)?(?:问|咨询|了解)(?:一下)?)"
)
_SENTENCE_END = re.compile(r"(?<=[?。!;\n])\s*")
_BEFORE_JOINT = re.compile(rf"(?<=.)[,、\s]*(?={_JOINT})")
_JOINED = re.compile(rf"^{_JOINT}[,:\s]*")
_ASKS = re.compile(
    r"\?|怎么|怎样|如何|咋|什么|啥|哪|多少|多久|多长|多大|几|吗|嘛|是不是|能不能|可不可以|有没有|要不要|用不用|谁"
)


def split_questions(context: TurnContext) -> None:
    """Leave the first question in ``context.text`` and the others, at most two, in ``context.more``."""
    questions = questions_in(context.text)
    if len(questions) > 1:
        context.text, *more = questions
        context.more = tuple(more)
        context.aspect = aspect_of(context.text)
        context.rules.append(f"questions:{len(questions)}")


def asks(words: str) -> bool:
    """Whether words hold anything that makes a question."""
    return _ASKS.search(words) is not None


def questions_in(text: str) -> list[str]:
    """Return the questions of a message in order. What only tells the story goes with the question behind it."""
    told, questions = "", list[str]()
    for sentence in _sentences(text):
        words = _JOINED.sub("", sentence)
        joined = words != sentence
        if not asks(words):
            told += sentence
            continue
        if questions and not _stands_alone(words, questions[-1], joined=joined):
            questions[-1] += told + words
        else:
            questions.append(told + words)
        told = ""
    if not questions:
        return [text]
    questions[-1] += told
    return questions


def _sentences(text: str) -> list[str]:
    """Cut at the ends of sentences, and before “另外”, “还有” where both sides ask."""
    sentences = list[str]()
    for sentence in filter(None, _SENTENCE_END.split(text)):
        rest = sentence
        for cut in _BEFORE_JOINT.finditer(sentence):
            at = cut.end() - len(sentence) + len(rest)
            left, right = rest[:at], rest[at:]
            if asks(left) and asks(_JOINED.sub("", right)):
                sentences.append(left)
                rest = right
        sentences.append(rest)
    return sentences


def _stands_alone(words: str, before: str, *, joined: bool) -> bool:
    """A question said as another one, or about another aspect; “六岁够不够？” only says the one before again."""
    aspect = aspect_of(words)
    if joined:
        return aspect is not None or not is_elliptical(words)
    return aspect is not None and aspect is not aspect_of(before)
