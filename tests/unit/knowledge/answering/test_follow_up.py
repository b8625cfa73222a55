"""Step 5: which questions lean on the policy being talked about."""

import pytest
from tiny_knowledge import BORROWING, BORROWING_TIME, SUBSIDY, TODAY, answerer_over, ask, search_over

from knowledge.answering.aspects import aspect_of, without_aspect
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.follow_up import FollowUp
from knowledge.model.passage import Aspect

SEARCH = search_over([BORROWING, BORROWING_TIME, SUBSIDY])


def completed(text: str, *, topic: str = "borrowing", intent: str = "") -> TurnContext:
    context = TurnContext(turn_id="t", original=text, on=TODAY, topic_id=topic, aspect=aspect_of(text), intent=intent)
    FollowUp(SEARCH)(context)
    return context


@pytest.mark.parametrize(
    "text",
    [
        "那要带什么材料？",
        "要什么手续呢",
        "多久能办好",
        "要钱吗",
        "去哪里办理",
        "依据是什么",
        "这个怎么申请",
        "有什么条件",
        "电话是多少",
    ],
)
def test_an_elliptical_question_is_completed(text: str) -> None:
    context = completed(text)
    assert context.follow_up
    assert context.text == f"{BORROWING.title} {text}"


@pytest.mark.parametrize(
    "text",
    ["失业金要带什么材料", "公租房怎么申请", "低保标准是多少", "营业执照去哪办理", "身份证丢了", "谢谢", "天气怎么样"],
)
def test_a_question_of_its_own_stays(text: str) -> None:
    context = completed(text)
    assert not context.follow_up
    assert context.text == text


def test_an_aspect_that_the_dialogue_heard_lets_a_few_words_more_pass() -> None:
    assert not completed("老人要带什么材料").follow_up
    assert completed("老人要带什么材料", intent="ask_aspect").follow_up
    assert not completed("失业保险金要带什么材料", intent="ask_aspect").follow_up


@pytest.mark.parametrize("topic", ["", "withdrawn meanwhile"])
def test_without_a_topic_nothing_is_completed(topic: str) -> None:
    assert not completed("要带什么材料", topic=topic).follow_up


def test_a_follow_up_is_answered_by_its_own_policy_and_aspect() -> None:
    turn = ask(answerer_over(BORROWING, BORROWING_TIME, SUBSIDY), "那要多久呢", topic_id="borrowing")
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.ANSWERED
    assert turn.answer.text.startswith(BORROWING_TIME.text)


def test_a_follow_up_about_what_the_policy_does_not_say_is_not_guessed() -> None:
    turn = ask(answerer_over(BORROWING, BORROWING_TIME, SUBSIDY), "要不要钱", topic_id="borrowing")
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.NO_ANSWER
    assert "图书馆" in turn.answer.text


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("要带什么", Aspect.MATERIALS),
        ("几天能办好", Aspect.TIME_LIMIT),
        ("能领多少", Aspect.AMOUNT),
        ("收费吗", Aspect.FEE),
        ("哪些人能领", Aspect.CONDITIONS),
        ("咋办理", Aspect.PROCESS),
        ("去哪个窗口", Aspect.PLACE),
        ("联系方式", Aspect.CONTACT),
        ("是哪条规定", Aspect.LEGAL_BASIS),
        ("借书证", None),
    ],
)
def test_aspects_by_words(text: str, aspect: Aspect | None) -> None:
    assert aspect_of(text) is aspect


def test_taking_the_aspect_out_leaves_the_rest() -> None:
    assert without_aspect("借书证要带什么材料").replace(" ", "") == "借书证要"
