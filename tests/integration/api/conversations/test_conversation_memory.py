"""What one turn leaves to the next, through the database and whatever the dialogue engine made of the words."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from tiny_library import COUNTY_RULE, DISCLOSURE, GUIDE, QUESTION, RehearsedDialogue

from api.conversations.schemas import TurnReply
from api.conversations.service import Question
from api.conversations.tables import ConversationRow
from api.http.state import ServiceState
from knowledge.answering.outcome import Outcome

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
HOW, TIME = DISCLOSURE.questions[0], GUIDE.questions[1]
COUNTY = COUNTY_RULE.questions[0]
FORM = "按件还是按页？"
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


async def talk(state: ServiceState, *messages: str) -> list[TurnReply]:
    """Say one message after the other in one conversation."""
    replies: list[TurnReply] = []
    for message in messages:
        conversation = replies[-1].conversation_id if replies else ""
        replies.append(await state.turns.take(Question(message, conversation)))
    return replies


async def test_two_questions_are_answered_in_order_each_with_its_citation(running: Running) -> None:
    async with running() as state:
        (reply,) = await talk(state, f"{QUESTION}另外{HOW.question}")
    assert reply.outcome is Outcome.ANSWERED
    first, second = GUIDE.questions[0].conclusion, HOW.conclusion
    assert 0 < reply.reply.text.index(first) < reply.reply.text.index(second)
    assert {citation.entry_id for citation in reply.citations} == {"guide", "disclosure"}


async def test_the_question_without_an_answer_is_said_so(running: Running) -> None:
    async with running() as state:
        (reply,) = await talk(state, f"{QUESTION}另外飞船驾照怎么考？")
    assert reply.outcome is Outcome.ANSWERED
    assert "2. 飞船驾照怎么考" in reply.reply.text
    assert {citation.entry_id for citation in reply.citations} == {"guide"}


async def test_a_question_behind_small_talk_is_not_lost(running: Running) -> None:
    dialogue = RehearsedDialogue({"你是真人吗?": ("bot_challenge", "action_smalltalk")})
    async with running(dialogue) as state:
        (reply,) = await talk(state, f"你是真人吗？另外{QUESTION}")
    assert reply.outcome is Outcome.ANSWERED
    assert "人工智能" in reply.reply.text
    assert GUIDE.questions[0].conclusion in reply.reply.text


async def test_a_place_is_chosen_by_the_number_of_its_button(running: Running) -> None:
    async with running() as state:
        (asked,) = await talk(state, COUNTY.question)
        number = [button.title for button in asked.reply.buttons].index("灵宝市") + 1
        answer = await state.turns.take(Question(str(number), asked.conversation_id))
    assert asked.outcome is Outcome.CLARIFICATION
    assert answer.reply.text.startswith(COUNTY.conclusion)


async def test_a_completed_question_is_answered_whatever_the_engine_hears(running: Running) -> None:
    async with running() as state:
        dialogue: RehearsedDialogue = state.dialogue  # type: ignore[assignment]

        async def deaf(_sender: str, _text: str, metadata: dict[str, str]) -> object:
            return await dialogue.act("thank", "action_smalltalk", metadata["turn_id"])

        (first,) = await talk(state, QUESTION)
        dialogue.send = deaf  # type: ignore[assignment,method-assign]
        reply = await state.turns.take(Question("谢谢，那能借多久", first.conversation_id))
    assert reply.reply.text.startswith(TIME.conclusion)
    assert (reply.intent.name, reply.degraded) == ("ask_aspect", False)


async def test_while_a_form_is_open_places_and_numbers_are_its_own(running: Running) -> None:
    dialogue = RehearsedDialogue(
        {QUESTION: ("ask_policy", "action_answer_policy")}, {"算费": FORM, "灵宝": FORM, "第二个": FORM}
    )
    async with running(dialogue) as state:
        replies = await talk(state, QUESTION, "算费", "灵宝", "第二个")
    assert [reply.outcome for reply in replies[1:]] == [Outcome.FORM] * 3
    assert [text for _, text, _ in dialogue.sent[1:]] == ["算费", "灵宝", "第二个"]


async def test_conversations_remember_nothing_of_each_other(running: Running) -> None:
    async with running() as state:
        one, two = await asyncio.gather(talk(state, QUESTION), talk(state, HOW.question))
        first, second = [
            await state.turns.take(Question("那能借多久", reply.conversation_id)) for (reply,) in (one, two)
        ]
    assert first.reply.text.startswith(TIME.conclusion)
    assert TIME.conclusion not in second.reply.text


async def test_personal_data_is_not_remembered(running: Running) -> None:
    async with running() as state:
        (reply,) = await talk(state, "我电话13800138000，借书证怎么办")
        async with state.database.read() as session:
            row = await session.get_one(ConversationRow, reply.conversation_id)
    assert row.memory
    assert "13800138000" not in str(row.memory)
