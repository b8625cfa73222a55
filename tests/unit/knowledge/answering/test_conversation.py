"""Step 4: places, corrections, other cases and returns change the last question."""

from dataclasses import replace

import pytest
from tiny_knowledge import BORROWING, BORROWING_TIME, HUBIN, LINGBAO, REGIONS, TODAY, search_over

from knowledge.answering.context import TurnContext
from knowledge.answering.memory import Memory
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.conversation import ReadInConversation
from knowledge.answering.steps.normalise import Normalise
from knowledge.model.passage import Aspect, Audience

ALLOWANCE = replace(
    BORROWING,
    id="allowance@1#0",
    entry_id="allowance",
    title="高龄津贴怎么领",
    questions=("高龄津贴在哪办?", "领津贴去哪"),
    aspect=Aspect.PLACE,
)
SEARCH = search_over([BORROWING, BORROWING_TIME, ALLOWANCE])
ASKED = Memory(
    topic_id="borrowing",
    topics=("borrowing", "allowance"),
    question="生育保险要带什么材料?",
    aspect=Aspect.MATERIALS,
    policy_turn=True,
)
LEANING = replace(ASKED, question="多久能办好", leaning=True, aspect=Aspect.TIME_LIMIT)


def read(words: str, memory: Memory = ASKED) -> TurnContext:
    context = TurnContext(turn_id="t", original=words, on=TODAY, memory=memory)
    Normalise(REGIONS)(context)
    ReadInConversation(SEARCH, REGIONS)(context)
    return context


@pytest.mark.parametrize(
    "words",
    ["我在灵宝", "俺是灵宝嘞", "灵宝市", "换成灵宝", "不是，我问的是灵宝的", "那灵宝呢", "不对我说的是灵宝市的"],
)
def test_a_place_asks_the_last_question_again(words: str) -> None:
    context = read(words)
    assert (context.text, context.region, context.region_chosen) == (ASKED.question, LINGBAO, True)
    assert (context.act, context.aspect) == ("choose_region", Aspect.MATERIALS)


def test_a_place_replaces_the_one_in_the_question() -> None:
    assert read("我问的是灵宝的", replace(ASKED, question="湖滨区怎么落户")).text == "怎么落户"


def test_a_place_keeps_a_follow_up_leaning() -> None:
    context = read("我在灵宝", LEANING)
    assert context.follow_up
    assert (context.text, context.question) == (f"{BORROWING.title} 多久能办好", "多久能办好")


@pytest.mark.parametrize("memory", [Memory(), replace(ASKED, policy_turn=False)], ids=["new", "after thanks"])
def test_a_place_without_a_question_is_noted(memory: Memory) -> None:
    context = read("我在灵宝", memory)
    assert context.answer is not None
    assert (context.answer.outcome, context.region_chosen) == (Outcome.SMALLTALK, True)


@pytest.mark.parametrize("words", ["灵宝的果农补助发多少", "我在灵宝开了个店要办什么证", "灵宝有什么好玩的"])
def test_a_place_in_a_question_is_no_choice(words: str) -> None:
    context = read(words)
    assert (context.text, context.region_chosen) == (words, False)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("不对，是生育津贴不是生育保险", "生育津贴要带什么材料?"),
        ("不是生育保险，是生育津贴", "生育津贴要带什么材料?"),
        ("我说的是生育津贴，不是生育保险", "生育津贴要带什么材料?"),
        ("错了，我问的是医疗保险", "医疗保险材料"),
        ("不是，我想问的是低保怎么申请", "低保怎么申请"),
        ("不对，是生育津贴不是生育保险，多久能发", "生育津贴多久能发"),
        ("那失业金呢", "失业金材料"),
        ("老人呢？", "老人生育保险要带什么材料?"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_heard(words: str, question: str) -> None:
    assert read(words).text == question


@pytest.mark.parametrize(
    ("words", "audience"), [("我说的是企业不是个人", Audience.COMPANY), ("那个人呢", Audience.INDIVIDUAL)]
)
def test_another_audience(words: str, audience: Audience) -> None:
    context = read(words, replace(ASKED, question="个人缴多少"))
    assert context.audience is audience


def test_only_the_aspect_was_meant() -> None:
    context = read("不是，我问的是多久能办好")
    assert (context.follow_up, context.aspect) == (True, Aspect.TIME_LIMIT)
    assert context.act == "ask_aspect"


@pytest.mark.parametrize(
    "words",
    ["不是", "不对", "你说的不对", "不是本地户口能上学吗", "错别字怎么改", "不是这个意思", "我说的话你听不懂", "你呢"],
)
def test_what_corrects_nothing_stays(words: str) -> None:
    context = read(words)
    assert (context.text, context.act, context.follow_up) == (words, "", False)


def test_returning_to_an_earlier_policy_leans_on_it() -> None:
    context = read("回到刚才说的津贴，去哪办")
    assert (context.topic_id, context.follow_up, context.aspect) == ("allowance", True, Aspect.PLACE)
    assert context.text.startswith(ALLOWANCE.title)


@pytest.mark.parametrize("words", ["还是说津贴吧", "说回高龄津贴"])
def test_returning_without_a_question_asks_which(words: str) -> None:
    context = read(words)
    assert context.answer is not None
    assert (context.answer.outcome, context.answer.topic_id) == (Outcome.CLARIFICATION, "allowance")
    assert ALLOWANCE.questions[0] in {button.payload for button in context.answer.buttons}


def test_returning_to_what_was_never_talked_about_is_a_new_question() -> None:
    context = read("回到刚才说的契税，谁来交")
    assert (context.topic_id, context.follow_up) == ("borrowing", False)


def test_an_open_form_reads_its_own_words() -> None:
    form = replace(ASKED, form_open=True)
    for words in ("不是，我问的是灵宝的", "我在灵宝", "那失业金呢"):
        assert read(words, form).text == read(words, Memory()).original.replace("，", ",")
    assert read("多久能办好", form).follow_up


def test_a_follow_up_keeps_place_and_audience() -> None:
    memory = replace(ASKED, region=LINGBAO, audience=Audience.COMPANY)
    context = read("多久能办好", memory)
    assert (context.region, context.audience, context.act) == (LINGBAO, Audience.COMPANY, "ask_aspect")
    assert read("湖滨区多久能办好", memory).region == HUBIN
