"""A turn from the words to the stored answer."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx2
import pytest
import structlog
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from tiny_library import CONCLUSION, COUNTY_RULE, DISCLOSURE, GUIDE, LAW, QUESTION, RehearsedDialogue

from api.conversations.repository import CODE_ALPHABET
from api.conversations.service import Question
from api.conversations.tables import AnswerRecordRow, ConversationRow, FeedbackRow, TurnRow
from api.dialogue.port import DialogueUnavailable, ScriptedDialogue, Utterance
from api.dialogue.rasa import RasaDialogue
from api.http.state import ServiceState
from knowledge.answering.outcome import Outcome

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
POLICY, PHONE = ("ask_policy", "action_answer_policy"), "13800138000"
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


async def rows(state: ServiceState, table: type[Any]) -> list[Any]:
    async with state.database.read() as session:
        return list(await session.scalars(select(table)))


async def stored(state: ServiceState, turn_id: str) -> AnswerRecordRow:
    async with state.database.read() as session:
        return await session.get_one(AnswerRecordRow, turn_id)


async def test_an_answer_from_the_library(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: POLICY})) as state:
        reply = await state.turns.take(Question(QUESTION))
    assert reply.outcome is Outcome.ANSWERED
    assert reply.reply.text.startswith(CONCLUSION)
    assert (reply.intent.name, reply.degraded) == ("ask_policy", False)
    (citation,) = reply.citations
    assert (citation.title, citation.document_number, citation.clause) == (LAW.title, LAW.document_number, "第三条")
    assert len(reply.consult_code) == 6
    assert set(reply.consult_code) <= set(CODE_ALPHABET)


async def test_the_question_is_stored_before_anyone_answers(running: Running) -> None:
    found: list[str] = []

    async def look(_text: str, _metadata: object) -> list[Utterance]:
        found.extend(row.question for row in await rows(state, TurnRow))
        assert await rows(state, AnswerRecordRow) == []
        raise DialogueUnavailable

    async with running(ScriptedDialogue(look)) as state:
        await state.turns.take(Question(QUESTION))
    assert found == [QUESTION]


@pytest.mark.parametrize("danger", ["", "着火了！"], ids=["question", "emergency"])
async def test_personal_data_reaches_neither_rows_nor_log_nor_dialogue(running: Running, danger: str) -> None:
    dialogue = RehearsedDialogue({})
    with structlog.testing.capture_logs() as log:
        async with running(dialogue) as state:
            reply = await state.turns.take(Question(f"{danger}我电话{PHONE}，借书证怎么办"))
            kept = [row.question for row in await rows(state, TurnRow)]
            record = await stored(state, reply.message_id)
    assert PHONE not in json.dumps([kept, record.reply, record.provenance, dialogue.sent, log], ensure_ascii=False)
    assert "〔手机号〕" in kept[0]
    assert "个人信息已隐去" in reply.reply.text


def broken_rasa(kind: str) -> RasaDialogue:
    def respond(request: httpx2.Request) -> httpx2.Response:
        if kind == "slow":
            raise httpx2.ReadTimeout("slow", request=request)
        if kind == "away":
            raise httpx2.ConnectError("away", request=request)
        return {"empty": httpx2.Response(200, json=[]), "failing": httpx2.Response(500),
                "no json": httpx2.Response(200, text="<html>")}[kind]  # fmt: skip

    return RasaDialogue(httpx2.AsyncClient(transport=httpx2.MockTransport(respond), base_url="http://rasa.test"))


@pytest.mark.parametrize("kind", ["slow", "away", "empty", "failing", "no json"])
async def test_without_the_dialogue_the_question_is_answered_and_says_so(running: Running, kind: str) -> None:
    async with running(broken_rasa(kind)) as state:
        reply = await state.turns.take(Question(QUESTION))
        record = await stored(state, reply.message_id)
    assert (reply.outcome, reply.degraded) == (Outcome.ANSWERED, True)
    assert record.reply["degraded"] is True


async def test_a_late_action_finds_the_turn_closed_and_changes_nothing(running: Running) -> None:
    dialogue = RehearsedDialogue({QUESTION: POLICY})
    async with running(dialogue) as state:
        reply = await state.turns.take(Question(QUESTION))
        before = (await stored(state, reply.message_id)).reply
        with pytest.raises(Exception, match="已经结束"):
            await dialogue.act("greet", "action_smalltalk", reply.message_id)
        assert (await stored(state, reply.message_id)).reply == before


async def test_two_messages_at_once_are_answered_one_after_the_other(running: Running) -> None:
    dialogue = RehearsedDialogue({QUESTION: POLICY, "谢谢": ("thank", "action_smalltalk")})
    dialogue.pause = 0.05
    async with running(dialogue) as state:
        first = await state.turns.take(Question(QUESTION))
        given = [Question(QUESTION, first.conversation_id), Question("谢谢", first.conversation_id)]
        one, two = await asyncio.gather(*map(state.turns.take, given))
        turns = sorted(await rows(state, TurnRow), key=lambda row: row.ordinal)
    assert (one.outcome, two.outcome) == (Outcome.ANSWERED, Outcome.SMALLTALK)
    assert [turn.id for turn in turns] == [first.message_id, one.message_id, two.message_id]
    assert {first.conversation_id, one.conversation_id, two.conversation_id} == {first.conversation_id}


async def test_the_same_new_message_twice_at_once_gets_two_conversations(running: Running) -> None:
    async with running() as state:
        one, two = await asyncio.gather(*(state.turns.take(Question(QUESTION)) for _ in range(2)))
    assert one.outcome is two.outcome is Outcome.ANSWERED
    assert one.conversation_id != two.conversation_id
    assert one.consult_code != two.consult_code


async def test_an_unknown_conversation_id_starts_one_of_its_own(running: Running) -> None:
    async with running() as state:
        known = await state.turns.take(Question(QUESTION))
        stranger = await state.turns.take(Question("图书", "a-guessed-id"))
    assert stranger.conversation_id not in {"a-guessed-id", known.conversation_id}
    assert stranger.consult_code != known.consult_code


async def test_a_long_conversation_gets_a_new_sender_after_fifty_turns(running: Running) -> None:
    dialogue = RehearsedDialogue({"谢谢": ("thank", "action_smalltalk")})
    async with running(dialogue) as state:
        first = await state.turns.take(Question("谢谢"))
        async with state.database.write() as session:
            row = await session.get_one(ConversationRow, first.conversation_id)
            row.turns = 49
        for _ in range(2):
            await state.turns.take(Question("谢谢", first.conversation_id))
    senders = [sender.removeprefix(first.conversation_id) for sender, _, _ in dialogue.sent]
    assert senders == [".0", ".0", ".1"]


async def test_the_dialogues_own_words_are_a_form(running: Running) -> None:
    async with running(RehearsedDialogue({}, {"算信息处理费": "按件还是按页？"})) as state:
        reply = await state.turns.take(Question("算信息处理费"))
    assert (reply.outcome, reply.reply.text, reply.degraded) == (Outcome.FORM, "按件还是按页？", False)


async def test_an_answer_inside_a_form_is_followed_by_the_forms_question(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: POLICY}, {QUESTION: "请告诉我数量"})) as state:
        reply = await state.turns.take(Question(QUESTION))
    assert reply.outcome is Outcome.ANSWERED
    assert reply.reply.text.startswith(CONCLUSION)
    assert reply.reply.text.endswith("\n\n请告诉我数量")
    assert reply.citations


@pytest.mark.parametrize(("intent", "helpful"), [("feedback_positive", True), ("feedback_negative", False)])
async def test_feedback_in_words_is_stored_with_the_answer_before(running: Running, intent: str, helpful: bool) -> None:
    async with running(RehearsedDialogue({QUESTION: POLICY, "评价": (intent, "action_feedback")})) as state:
        answer = await state.turns.take(Question(QUESTION))
        reply = await state.turns.take(Question("评价", answer.conversation_id))
        ((turn_id, stored_as),) = [(row.turn_id, row.helpful) for row in await rows(state, FeedbackRow)]
    assert reply.outcome is Outcome.FEEDBACK
    assert (turn_id, stored_as) == (answer.message_id, helpful)


async def test_feedback_without_an_answer_before_is_only_thanked_for(running: Running) -> None:
    async with running(RehearsedDialogue({"不错": ("feedback_positive", "action_feedback")})) as state:
        reply = await state.turns.take(Question("不错"))
        assert await rows(state, FeedbackRow) == []
    assert reply.outcome is Outcome.FEEDBACK


async def test_the_region_named_afterwards_answers_the_question_that_waited(running: Running) -> None:
    asked = COUNTY_RULE.questions[0].question
    dialogue = RehearsedDialogue({asked: POLICY, "灵宝": ("choose_region", "action_choose_region")})
    async with running(dialogue) as state:
        question = await state.turns.take(Question(asked))
        answer = await state.turns.take(Question("灵宝", question.conversation_id))
        again = await state.turns.take(Question(asked, question.conversation_id))
    assert question.outcome is Outcome.CLARIFICATION
    assert "灵宝市" in [button.title for button in question.reply.buttons]
    assert (answer.outcome, again.outcome) == (Outcome.ANSWERED, Outcome.ANSWERED)
    assert answer.reply.text.startswith("每亩五十元。")


@pytest.mark.parametrize(
    ("words", "outcome", "said"),
    [("灵宝", Outcome.SMALLTALK, "灵宝市"), ("我在火星", Outcome.CLARIFICATION, "没有听清")],
)
async def test_a_region_without_a_question_is_noted_or_asked_for(
    running: Running, words: str, outcome: Outcome, said: str
) -> None:
    async with running(RehearsedDialogue({words: ("choose_region", "action_choose_region")})) as state:
        reply = await state.turns.take(Question(words))
    assert reply.outcome is outcome
    assert said in reply.reply.text


async def test_a_follow_up_is_completed_from_the_conversation(running: Running) -> None:
    follow_up = ("ask_aspect", "action_answer_aspect")
    async with running(RehearsedDialogue({QUESTION: POLICY, "那能借多久呢": follow_up})) as state:
        first = await state.turns.take(Question(QUESTION))
        reply = await state.turns.take(Question("那能借多久呢", first.conversation_id))
        alone = await state.turns.take(Question("那能借多久呢"))
    assert reply.reply.text.startswith(GUIDE.questions[1].conclusion)
    assert alone.outcome is not Outcome.ANSWERED


async def test_a_request_for_disclosure_is_answered_with_the_standard_question(running: Running) -> None:
    dialogue = RehearsedDialogue({"我要申请公开": ("apply_disclosure", "action_apply_disclosure")})
    async with running(dialogue) as state:
        reply = await state.turns.take(Question("我要申请公开"))
    assert reply.reply.text.startswith(DISCLOSURE.questions[0].conclusion)


async def test_an_unsure_intent_does_not_stand_before_a_policy_that_fits(running: Running) -> None:
    async with running() as state:
        dialogue: RehearsedDialogue = state.dialogue  # type: ignore[assignment]

        async def unsure(_sender: str, _text: str, metadata: dict[str, str]) -> list[Utterance]:
            return await dialogue.act("greet", "action_smalltalk", metadata["turn_id"], confidence=0.3)

        dialogue.send = unsure  # type: ignore[method-assign]
        fitting, other = [await state.turns.take(Question(words)) for words in (QUESTION, "呵呵")]
    assert fitting.outcome is Outcome.ANSWERED
    assert other.outcome is Outcome.SMALLTALK


async def test_who_only_sounds_in_danger_gets_the_policy_and_the_numbers(running: Running) -> None:
    async with running() as state:
        dialogue: RehearsedDialogue = state.dialogue  # type: ignore[assignment]

        async def unsure(_sender: str, _text: str, metadata: dict[str, str]) -> list[Utterance]:
            return await dialogue.act("emergency", "action_emergency", metadata["turn_id"], confidence=0.4)

        dialogue.send = unsure  # type: ignore[method-assign]
        fitting, other = [await state.turns.take(Question(words)) for words in (QUESTION, "呵呵")]
    assert fitting.outcome is Outcome.ANSWERED
    assert "120" in fitting.reply.text
    assert other.outcome is Outcome.EMERGENCY


async def test_danger_is_answered_before_the_dialogue_hears_of_it(running: Running) -> None:
    dialogue = RehearsedDialogue({})
    async with running(dialogue) as state:
        reply = await state.turns.take(Question("我家着火了"))
    assert (reply.outcome, reply.degraded) == (Outcome.EMERGENCY, False)
    assert dialogue.sent == []


async def test_the_record_can_be_replayed_and_never_changed(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: POLICY})) as state:
        reply = await state.turns.take(Question(QUESTION, region="411282"))
        record = await stored(state, reply.message_id)
        for statement in ("UPDATE answer_records SET outcome = 'refused'", "DELETE FROM answer_records"):
            with pytest.raises(DBAPIError, match="immutable"):
                async with state.database.write() as session:
                    await session.execute(text(statement))
    kept = record.provenance
    assert record.reply == reply.model_dump(mode="json")
    assert (kept["search_text"], kept["region"]) == ("图书借阅证要带什么材料?", "411282")
    assert kept["generation"] >= 1
    assert kept["rules"] == ["decide:answered"]
    assert set(kept["versions"]) == {"index", "decision"}
    assert all(kept["versions"].values())
    best = kept["passages"][0]
    assert best["text"].startswith(CONCLUSION)
    assert best["id"] == "guide@1#0"
    assert best["features"]
    assert {"normalise", "personal_data", "scope", "search", "decide", "compose"} <= set(kept["steps_ms"])


async def test_the_dialogue_gets_the_vector_of_exactly_the_text(running: Running) -> None:
    dialogue = RehearsedDialogue({QUESTION: POLICY})
    async with running(dialogue) as state:
        reply = await state.turns.take(Question(QUESTION))
    ((_, _, metadata),) = dialogue.sent
    assert metadata["turn_id"] == reply.message_id
    assert metadata["vector_model"] == "hashed-256"
    assert metadata["vector"]


async def test_an_action_for_a_turn_nobody_opened_is_refused(running: Running) -> None:
    dialogue = RehearsedDialogue({})
    async with running(dialogue):
        with pytest.raises(Exception, match="已经结束"):
            await dialogue.act("greet", "action_smalltalk", "nobody")
