"""Each action against a desk that keeps what it is told."""

from typing import Any

import pytest
from fake_desk import FakeDesk, tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_aspect import AnswerAspect
from actions.answer_policy import AnswerPolicy, DefaultFallback
from actions.apply_disclosure import ApplyDisclosure
from actions.base import DeskAction
from actions.calculate_fee import CalculateFee, CancelForm
from actions.choose_region import ChooseRegion
from actions.emergency import Emergency
from actions.feedback import Feedback
from actions.handoff import Handoff
from actions.smalltalk import Smalltalk
from knowledge.answering import replies
from knowledge.answering.outcome import Outcome
from knowledge.fees.information_processing import FeeMethod

ACTIONS = [AnswerAspect, AnswerPolicy, DefaultFallback, ApplyDisclosure, CalculateFee, CancelForm, ChooseRegion]
ACTIONS += [Emergency, Feedback, Handoff, Smalltalk]


async def run(
    action: type[DeskAction],
    intent: str = "ask_policy",
    *,
    slots: dict[str, Any] | None = None,
    loop: str | None = None,
) -> tuple[FakeDesk, list[dict[str, Any]], list[dict[str, Any]]]:
    """Run an action; return its desk, the events and the messages."""
    desk, dispatcher = FakeDesk(), CollectingDispatcher()
    events = await action(desk).run(dispatcher, tracker(intent, slots=slots, loop=loop), {})
    return desk, events, dispatcher.messages


@pytest.mark.asyncio
@pytest.mark.parametrize("action", ACTIONS)
async def test_an_action_tells_the_dialogue_only_where_the_answer_lies(action: type[DeskAction]) -> None:
    desk, events, (message,) = await run(action)
    assert message["custom"] == {"answer_id": "turn-1"}
    assert not message["text"]
    assert events == []
    assert len(desk.calls) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("action", "intent", "call", "argument"),
    [
        (AnswerPolicy, "ask_policy", "answer", None),
        (AnswerAspect, "ask_aspect", "answer", None),
        (DefaultFallback, "nlu_fallback", "answer", None),
        (ApplyDisclosure, "apply_disclosure", "answer_as", "怎样申请政府信息公开？"),
        (ChooseRegion, "choose_region", "choose_region", None),
        (Feedback, "feedback_positive", "record_feedback", True),
        (Feedback, "feedback_negative", "record_feedback", False),
        (Smalltalk, "greet", "close", replies.smalltalk("greet")),
        (Smalltalk, "bot_challenge", "close", replies.smalltalk("bot_challenge")),
        (Handoff, "transfer_human", "close", replies.handoff("transfer_human")),
        (Handoff, "report_problem", "close", replies.handoff("report_problem")),
        (Handoff, "check_progress", "close", replies.handoff("check_progress")),
        (CancelForm, "cancel", "close", replies.smalltalk("cancel")),
    ],
)
async def test_what_an_action_asks_of_the_desk(
    action: type[DeskAction], intent: str, call: str, argument: object
) -> None:
    desk, _, _ = await run(action, intent)
    ((name, heard, given),) = desk.calls
    assert (name, heard.intent, given) == (call, intent, argument)


@pytest.mark.asyncio
async def test_an_emergency_is_answered_with_numbers() -> None:
    desk, _, _ = await run(Emergency, "emergency")
    assert desk.closed.outcome is Outcome.EMERGENCY
    assert "120" in desk.closed.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "quantity", "fee"),
    [
        ("按件", "35", (FeeMethod.ITEM, 35)),
        ("page", "三百一十", (FeeMethod.PAGE, 310)),
        ("item", "35.0", (FeeMethod.ITEM, 35)),
    ],
)
async def test_the_fee_is_calculated_from_usable_slots(method: str, quantity: str, fee: tuple[FeeMethod, int]) -> None:
    desk, _, _ = await run(CalculateFee, "calculate_fee", slots={"fee_method": method, "fee_quantity": quantity})
    assert desk.closed == replies.calculated_fee(*fee)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "quantity"), [(None, "35"), ("item", None), ("随便", "35"), ("item", "-3"), (None, None)]
)
async def test_without_them_the_question_is_answered_instead(method: str | None, quantity: str | None) -> None:
    desk, _, _ = await run(CalculateFee, "calculate_fee", slots={"fee_method": method, "fee_quantity": quantity})
    assert desk.names == ["answer"]


@pytest.mark.asyncio
@pytest.mark.parametrize(("loop", "emptied"), [(None, True), ("fee_form", False)], ids=["form left", "form active"])
async def test_a_form_that_was_left_starts_anew(loop: str | None, emptied: bool) -> None:
    _, events, _ = await run(AnswerPolicy, slots={"fee_method": "item", "fee_quantity": "35"}, loop=loop)
    assert {event["name"]: event["value"] for event in events} == (
        {"fee_method": None, "fee_quantity": None} if emptied else {}
    )
