"""Step 4b: choosing from what was offered."""

import pytest
from tiny_knowledge import LINGBAO, REGIONS, TODAY

from knowledge.answering.context import TurnContext
from knowledge.answering.memory import Memory
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.choose import Choose

OFFERED = ("失业金怎么申请?", "失业金最多能领多久?", "领失业金要带什么材料?")


def said(words: str, *, choices: tuple[str, ...] = OFFERED, asked_back: bool = True) -> TurnContext:
    memory = Memory(question="失业金", choices=choices, asked_back=asked_back)
    context = TurnContext(turn_id="t", original=words, on=TODAY, memory=memory)
    Choose(REGIONS)(context)
    return context


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("第一个", 0),
        ("第二个吧", 1),
        ("2", 1),
        ("我选第三个", 2),
        ("最后一个", 2),
        ("头一个", 0),
        ("就第二条", 1),
        ("怎么申请的那个", 0),
        ("材料", 2),
        ("最多能领多久", 1),
    ],
)
def test_by_number_or_by_word(words: str, chosen: int) -> None:
    assert said(words).text == OFFERED[chosen]


@pytest.mark.parametrize("words", ["对", "是的", "就是这个", "嗯对", "好的。"])
def test_yes_takes_the_only_choice_and_asks_again_among_several(words: str) -> None:
    assert said(words, choices=OFFERED[:1]).text == OFFERED[0]
    among = said(words)
    assert among.answer is not None
    assert among.answer.outcome is Outcome.CLARIFICATION
    assert tuple(button.payload for button in among.answer.buttons) == OFFERED


@pytest.mark.parametrize("words", ["都不是", "不是", "一个都不是", "没有我要问的"])
def test_none_of_them(words: str) -> None:
    context = said(words)
    assert context.answer is not None
    assert (context.act, context.answer.outcome) == ("deny", Outcome.SMALLTALK)


def test_a_number_that_was_not_offered_asks_again() -> None:
    context = said("第四个")
    assert context.answer is not None
    assert context.answer.outcome is Outcome.CLARIFICATION


@pytest.mark.parametrize("words", ["对", "2", "材料", "不是", "一"])
def test_buttons_behind_an_answer_are_chosen_by_ordinal_only(words: str) -> None:
    context = said(words, asked_back=False)
    assert (context.text, context.answer) == (words, None)
    assert said("第二个", asked_back=False).text == OFFERED[1]


@pytest.mark.parametrize("words", ["低保怎么申请", "第二个孩子有补贴吗", "我在卢氏", "二手房过户去哪办"])
def test_a_question_of_its_own_chooses_nothing(words: str) -> None:
    context = said(words)
    assert (context.text, context.answer) == (words, None)


@pytest.mark.parametrize(("words", "at"), [("第八个", 7), ("8", 7), ("第5个", 4)])
def test_there_may_be_as_many_choices_as_counties(words: str, at: int) -> None:
    offered = tuple(f"选项{number}" for number in range(1, 9))
    assert said(words, choices=offered).text == offered[at]


def test_a_chosen_place_is_named() -> None:
    context = said("第二个", choices=("湖滨区", "灵宝市"))
    assert (context.region, context.region_named) == (LINGBAO, True)
