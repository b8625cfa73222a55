"""Events of many calls at once, shuffled and doubled: the same is kept as if they had come one after the other."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack
from dataclasses import replace
from random import Random
from threading import Event

import pytest
from tiny_library import GUIDE, QUESTION

from api.conversations.question import Question
from api.hotline.ahead import LookAhead
from api.hotline.port import CallName, CallState
from api.hotline.rendering import Entries
from api.hotline.schemas import CallEvent, CallView
from api.http.state import ServiceState
from knowledge.model.passage import Passage

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
EVENTS = [
    CallEvent(id="1", event="ringing", caller="13812345678", region="411200"),
    CallEvent(id="2", event="answered", operator="wang.fang"),
    CallEvent(id="3", event="transcript", text="您好，请讲", speaker="operator"),
    CallEvent(id="4", event="transcript", text=QUESTION),
    CallEvent(id="5", event="transcript", text=GUIDE.questions[1].question),
    CallEvent(id="6", event="transcript", text="图书可以", final=False),
    CallEvent(id="7", event="hangup", speaker="operator"),
]


def kept(view: CallView) -> dict[str, object]:
    """What does not depend on the moment."""
    return {
        "call": (view.call.state, view.call.caller, view.call.operator),
        "pieces": {(piece.speaker, piece.text, piece.turn_id is not None) for piece in view.pieces},
        "answers": {answer.turn: answer.spoken for answer in view.answers},
    }


async def report(state: ServiceState, call: str, events: list[CallEvent]) -> CallView:
    await asyncio.gather(*(state.hotline.events.take(call, event) for event in events))
    return await state.hotline.reader.view(call, "wang.fang")


async def test_shuffled_doubled_and_all_at_once(running: Running) -> None:
    async with running() as state:
        for event in EVENTS:
            await state.hotline.events.take("in-order", event)
        wanted = kept(await state.hotline.reader.view("in-order", "wang.fang"))
        assert wanted["call"] == (CallState.ENDED, "138****5678", "wang.fang")
        assert wanted["answers"] == {"4": "带身份证到借阅点，当场办好。", "5": "借期三十天。"}
        shuffled = [Random(seed).sample(EVENTS * 2, len(EVENTS) * 2) for seed in range(6)]
        views = await asyncio.gather(*(report(state, f"call-{at}", events) for at, events in enumerate(shuffled)))
        for view in views:
            assert kept(view) == wanted
            assert len(view.pieces) == 3
        assert len({view.call.conversation_id for view in views}) == len(views)


async def test_an_answer_is_that_of_the_website(running: Running) -> None:
    async with running() as state:
        reply = await state.hotline.events.take("pbx-1", EVENTS[3])
        website = await state.turns.take(Question(QUESTION))
        assert reply.assist is not None
        assert (reply.assist.text, reply.assist.citations) == (website.reply.text, website.citations)


class HeldEntries:
    """Entries that are read once they are let go."""

    def __init__(self, inner: Entries) -> None:
        self.inner = inner
        self.reached, self.let_go = Event(), Event()

    def passages_of(self, entry_id: str) -> Sequence[Passage]:
        self.reached.set()
        assert self.let_go.wait(30)
        return self.inner.passages_of(entry_id)


async def test_a_call_has_one_look_ahead_at_a_time(running: Running) -> None:
    async with running() as state:
        call, held = await state.hotline.calls.ring(CallName("hotline", "pbx-1")), HeldEntries(state.replica)
        ahead = LookAhead(replace(state.hotline.events.ahead.parts, entries=held))
        first = asyncio.create_task(ahead.assist(call, "i1", QUESTION, ""))
        assert await asyncio.to_thread(held.reached.wait, 30)
        assert await ahead.assist(call, "i2", QUESTION, "") is None
        held.let_go.set()
        assert await first is not None
        assert await ahead.assist(call, "i3", QUESTION, "") is not None


async def test_nothing_is_looked_up_at_the_cost_of_a_question(running: Running) -> None:
    async with running() as state:
        event = CallEvent(id="i1", event="transcript", text=QUESTION, final=False)
        assert (await state.hotline.events.take("pbx-1", event)).assist is not None
        with ExitStack() as stack:
            for at in range(state.turns.line.limits.at_once):
                stack.enter_context(state.turns.line.enter(f"flow-{at}"))
            assert (await state.hotline.events.take("pbx-1", event)).assist is None
