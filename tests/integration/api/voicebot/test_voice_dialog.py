"""What a caller hears, and what is kept of it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

import pytest
from telephone import SENTENCES, OpenDoor, StrictEar, Telephone, dialog_of
from tiny_library import CONCLUSION, COUNTY_RULE, QUESTION, RehearsedDialogue

from api.conversations.question import Question
from api.hotline.port import CallState
from api.http.state import ServiceState
from api.voicebot.port import Reason
from api.voicebot.wording import voice_wording
from knowledge.answering.outcome import Outcome

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
POLICY = ("ask_policy", "action_answer_policy")
COUNTY = COUNTY_RULE.questions[0]
FIRE = "家里着火了"
FORM = "请问是按件还是按页"


def rehearsed(intents: Mapping[str, tuple[str, str]] = {}) -> RehearsedDialogue:
    return RehearsedDialogue({QUESTION: POLICY, **intents}, {"算信息处理费": FORM, "3": FORM})


async def test_it_greets_as_a_machine_and_tells_how_to_reach_a_person(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        said = await phone.rings()
        call = await phone.call()
    assert "人工智能" in said.text
    assert "随时可以说人工" in said.text
    assert (said.listens, said.barge_in, said.transfer) == (True, True, False)
    assert (call.state, call.operator, call.caller) == (CallState.ANSWERED, "bot", "8000")


async def test_a_question_is_read_back_answered_and_kept_as_a_turn(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.rings()
        said = await phone.says(QUESTION)
        turns, pieces = await phone.turns(), await phone.pieces()
    assert said.text.startswith(f"您问的是：{QUESTION.rstrip('？')}。")
    assert CONCLUSION in said.text
    assert turns == [(QUESTION, f"audiosocket:{phone.name.external_id}:1", Outcome.ANSWERED)]
    assert [(speaker, turn_id) for speaker, _, turn_id in pieces] == [
        ("bot", None), ("citizen", said.turn_id), ("bot", said.turn_id),
    ]  # fmt: skip
    assert pieces[-1][1] == said.text


async def test_typed_words_are_not_read_back(running: Running) -> None:
    async with running(rehearsed()) as state:
        said = await Telephone.of(state).says(QUESTION, recognised=False)
    assert said.text.startswith(CONCLUSION)


@pytest.mark.parametrize("words", ["人工", "转人工", "喂你好给我找个人工客服吧", "我不想跟机器人说话"])
async def test_a_person_is_reached_by_words_at_any_time(running: Running, words: str) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.rings()
        await phone.says("呃借阅证", confidence=0.2)  # a read-back is open
        said = await phone.says(words, confidence=0.3)
        ended, turns = await phone.ended_by(), await phone.turns()
    assert (said.transfer, said.listens, said.reason) == (True, False, Reason.ASKED)
    assert (ended, turns) == ("transfer", [])


async def test_a_person_is_reached_by_0_even_in_a_form(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        asked = await phone.says("算信息处理费")
        assert asked.text == FORM
        assert (await phone.presses("3")).text == FORM
        assert (await phone.presses("0")).transfer
        turns = await phone.turns()
    assert [question for question, _, _ in turns] == ["算信息处理费", "3"]


@pytest.mark.parametrize("before", [(), ("呃借阅证",), ("算信息处理费",)])
async def test_danger_is_answered_before_anything(running: Running, before: tuple[str, ...]) -> None:
    door = OpenDoor()
    async with running(rehearsed()) as state:
        phone = Telephone.of(state, door)
        for words in before:
            await phone.says(words, confidence=0.2 if "呃" in words else 0.9)
        door.notice = "渠道维护中。"
        said = await phone.says(FIRE, confidence=0.1)
        turns = await phone.turns()
        assert (await phone.presses("1")).transfer
    assert "一一九" in said.text
    assert said.text.index("一一九") < said.text.index("转人工")
    assert not said.transfer
    assert turns[-1][0] == FIRE
    assert turns[-1][2] == Outcome.EMERGENCY


async def test_who_is_in_danger_and_wants_no_person_is_listened_to(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.says(FIRE)
        assert (await phone.says("不用了")).text == SENTENCES.offer_declined
        assert CONCLUSION in (await phone.says(QUESTION)).text


async def test_silence_is_met_with_the_same_then_less_then_a_person(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        greeting = await phone.rings()
        first, second, third = [await phone.is_silent() for _ in range(3)]
    assert first.text == SENTENCES.silence_again.format(last=greeting.text)
    assert second.text == SENTENCES.silence_short
    assert len(second.text) < len(first.text)
    assert (third.transfer, third.reason) == (True, Reason.SILENCE)


async def test_silence_is_counted_anew_after_words(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.rings()
        await phone.is_silent()
        await phone.is_silent()
        await phone.says(QUESTION)
        again = await phone.is_silent()
    assert not again.transfer
    assert CONCLUSION in again.text


async def test_who_still_thinks_is_waited_for(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.rings()
        said = [await phone.says("呃，那个", confidence=0.2) for _ in range(3)]
        turns = await phone.turns()
    assert [one.transfer for one in said] == [False, False, True]
    assert turns == []


async def test_what_cannot_be_made_out_is_asked_for_once(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        first, second = await phone.says(""), await phone.says("……！")
    assert first.text == SENTENCES.not_understood
    assert (second.transfer, second.reason) == (True, Reason.NOT_UNDERSTOOD)


async def test_who_gets_no_answer_twice_gets_a_person(running: Running) -> None:
    unknown: Mapping[str, tuple[str, str]] = {"火星户口怎么迁": POLICY, "木星公积金怎么提": POLICY}
    async with running(RehearsedDialogue(unknown)) as state:
        phone = Telephone.of(state)
        first, second = [await phone.says(words) for words in unknown]
        turns = await phone.turns()
    assert not first.transfer
    assert (second.transfer, second.reason) == (True, Reason.NO_ANSWER)
    assert len(turns) == 2


async def test_hardly_made_out_words_wait_for_a_yes(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        asked = await phone.says(QUESTION, confidence=0.3)
        assert (await phone.turns()) == []
        said = await phone.says("对，是的", confidence=0.4)
        turns = await phone.turns()
    assert asked.text == SENTENCES.is_it.format(question=QUESTION.rstrip("？"))
    assert said.text.startswith(CONCLUSION)
    assert [question for question, _, _ in turns] == [QUESTION]


async def test_a_no_asks_for_the_words_again_and_a_correction_is_a_question(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        await phone.says("途书借阅政", confidence=0.3)
        assert (await phone.says("不是")).text == SENTENCES.say_again
        await phone.says("途书借阅政", confidence=0.3)
        said = await phone.says(f"不是，我问的是{QUESTION}")
        turns = await phone.turns()
    assert CONCLUSION in said.text
    assert [question for question, _, _ in turns] == [QUESTION]


async def test_who_is_never_made_out_gets_a_person(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        said = [await phone.says(f"图书{number}", confidence=0.1) for number in range(3)]
    assert [one.transfer for one in said] == [False, False, True]


async def test_it_repeats_and_slows_down(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        answer = await phone.says(QUESTION)
        assert (await phone.says("没听清，再说一遍")).text == answer.text
        assert (await phone.presses("*")).text == answer.text
        slower = await phone.says("你说慢一点")
        later = await phone.says("再说一遍")
    assert "，" not in slower.text
    assert "，" not in later.text
    assert later.text.replace("。", "") == answer.text.replace("，", "").replace("：", "").replace("、", "").replace(
        "。", ""
    )


async def test_choices_are_read_out_and_chosen_by_key(running: Running) -> None:
    wording = voice_wording()
    many = wording.model_copy(update={"limits": wording.limits.model_copy(update={"choices": 9})})
    async with running(rehearsed()) as state:
        phone = Telephone.of(state, wording=many)
        offered = await phone.says(COUNTY.question)
        assert "灵宝市" in offered.text
        place = offered.text[: offered.text.index("灵宝市")].count("第")
        wrong = await phone.presses("#")
        assert wrong.text == SENTENCES.no_such_key.format(last=offered.text)
        said = await phone.presses(str(place))
        turns = await phone.turns()
    assert said.text.startswith(COUNTY.conclusion)
    assert offered.patience > said.patience
    assert [outcome for _, _, outcome in turns] == [Outcome.CLARIFICATION, Outcome.ANSWERED]


async def test_more_choices_than_anybody_can_keep_in_mind_are_asked_for_in_words(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone.of(state)
        asked = await phone.says(COUNTY.question)
        assert "第一" not in asked.text
        said = await phone.says("灵宝")
    assert COUNTY.conclusion in said.text


async def test_a_matter_for_persons_is_transferred(running: Running) -> None:
    async with running(rehearsed({"我要投诉": ("report_problem", "action_handoff")})) as state:
        said = await Telephone.of(state).says("我要投诉")
    assert (said.transfer, said.reason) == (True, Reason.MATTER)


async def test_a_goodbye_ends_the_call(running: Running) -> None:
    async with running(rehearsed({"没事了再见": ("goodbye", "action_smalltalk")})) as state:
        phone = Telephone.of(state)
        said = await phone.says("没事了再见")
        assert (await phone.ended_by()) == "bot"
        after = await phone.says(QUESTION)
        assert [question for question, _, _ in await phone.turns()] == ["没事了再见"]
    assert (said.hangup, said.listens) == (True, False)
    assert (after.text, after.hangup) == ("", True)


async def test_what_cannot_be_said_in_few_words_is_offered_to_a_person(running: Running) -> None:
    async with running(rehearsed()) as state:
        phone = Telephone(state, dialog_of(state, ear=StrictEar()))
        said = await phone.says(QUESTION)
        assert (await phone.says("好的")).transfer
    assert said.text.endswith(f"{SENTENCES.too_much}{SENTENCES.offer_person}")
    assert CONCLUSION not in said.text


async def test_who_is_kept_waiting_gets_a_person_and_the_answer_is_kept(running: Running) -> None:
    wording = voice_wording()
    hasty = wording.model_copy(update={"timing": wording.timing.model_copy(update={"answer_seconds": 0.05})})
    dialogue = rehearsed()
    dialogue.pause = 0.5
    async with running(dialogue) as state:
        phone = Telephone.of(state, wording=hasty)
        said = await phone.says(QUESTION)
        await state.turns.take(Question(QUESTION, channel="hotline", key=f"audiosocket:{phone.name.external_id}:0"))
        ((_, _, outcome),) = await phone.turns()
    assert (said.transfer, said.reason, outcome) == (True, Reason.FAILURE, Outcome.ANSWERED)


async def test_a_closed_channel_gives_the_call_to_a_person(running: Running) -> None:
    door = OpenDoor()
    door.notice = "系统正在维护。"
    async with running(rehearsed()) as state:
        phone = Telephone.of(state, door)
        said = await phone.says(QUESTION)
        assert await phone.turns() == []
    assert said.text.startswith("系统正在维护。")
    assert (said.transfer, said.reason) == (True, Reason.CLOSED)
