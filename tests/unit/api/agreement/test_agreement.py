"""Differences are found, named, and only where they count."""

import pytest

from api.agreement.agreement import compare_channels, spread
from api.agreement.askers import WHOLE
from api.agreement.said import Cited, Said
from api.conversations.schemas import ChatRequest
from knowledge.errors import NotAllowed, Unavailable
from knowledge.gate.questions import GateQuestion, load_questions
from knowledge.gate.settings import Kind

ANSWER = Said("answered", "当场办好。", "当场办好。", (Cited("card", "第三条", "当场办好。"),), "ask_policy", "c1")
QUESTION = GateQuestion(id="card-1", ask="咋办", entry="card")


class Fixed:
    """Says the same to everything, and keeps what it was asked."""

    def __init__(self, name: str, said: Said | Exception, compared: frozenset[str] = WHOLE) -> None:
        self.name, self.compared, self._said = name, compared, said
        self.requests: list[ChatRequest] = []

    async def ask(self, request: ChatRequest) -> Said:
        self.requests.append(request)
        if isinstance(self._said, Exception):
            raise self._said
        return self._said


async def differences(*others: Fixed, reference: Said = ANSWER) -> list[tuple[str, str]]:
    found = await compare_channels([Fixed("web", reference), *others], [QUESTION])
    return [(difference.channel, difference.what) for difference in found.differences]


@pytest.mark.asyncio
async def test_the_same_is_the_same() -> None:
    assert await differences(Fixed("stream", ANSWER), Fixed("cli", ANSWER)) == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("said", "what"),
    [
        (Said("no_answer", ANSWER.text, ANSWER.spoken, ANSWER.citations), "outcome"),
        (Said("answered", "两天办好。", ANSWER.spoken, ANSWER.citations), "text"),
        (Said("answered", ANSWER.text, "两天办好。", ANSWER.citations), "spoken"),
        (Said("answered", ANSWER.text, ANSWER.spoken, (Cited("card", "第四条", "当场办好。"),)), "citations"),
    ],
)
async def test_every_part_counts(said: Said, what: str) -> None:
    assert await differences(Fixed("stream", said)) == [("stream", what)]


@pytest.mark.asyncio
async def test_a_channel_without_a_reply_is_a_difference() -> None:
    assert await differences(Fixed("stream", Unavailable("没有答复"))) == [("stream", "reply")]


@pytest.mark.asyncio
async def test_a_closed_channel_is_named_and_asked_once() -> None:
    closed = Fixed("operator", NotAllowed("需要登录"), frozenset({"entry"}))
    found = await compare_channels([Fixed("web", ANSWER), closed], [QUESTION, QUESTION])
    assert (found.closed, found.differences, len(closed.requests)) == ({"operator": "需要登录"}, [], 1)


@pytest.mark.asyncio
async def test_an_operator_has_to_see_the_same_entry_on_top() -> None:
    other = Said(citations=(Cited("lamp", "第一条", "灯。"),))
    entry = frozenset({"entry"})
    assert await differences(Fixed("operator", other, entry)) == [("operator", "entry")]
    assert await differences(Fixed("operator", other, entry), reference=Said("no_answer")) == []


@pytest.mark.asyncio
async def test_what_only_the_dialogue_can_say_is_not_wanted_without_it() -> None:
    greeting = Said("smalltalk", "您好", "您好", intent="greet")
    assert await differences(Fixed("degraded", Said("no_answer")), reference=greeting) == []
    assert len(await differences(Fixed("degraded", Said("no_answer")))) == 4


@pytest.mark.asyncio
async def test_without_the_dialogue_only_answers_have_to_agree() -> None:
    asked_back = Said("clarification", "哪个？", intent="ask_policy")
    assert await differences(Fixed("degraded", Said("no_answer")), reference=asked_back) == []
    assert ("degraded", "outcome") in await differences(Fixed("degraded", ANSWER), reference=asked_back)


@pytest.mark.asyncio
async def test_turns_stay_in_one_conversation() -> None:
    web = Fixed("web", ANSWER)
    await compare_channels([web], [QUESTION.model_copy(update={"ask": ("一", "二"), "region": "411202"})])
    assert [(r.message, r.conversation_id, r.region) for r in web.requests] == [
        ("一", None, "411202"), ("二", "c1", "411202"),
    ]  # fmt: skip


def test_a_few_questions_are_of_every_kind() -> None:
    questions = load_questions()
    some = spread(questions, len(Kind) - 1)
    assert {question.kind for question in some} == set(Kind) - {Kind.INTENT}
    assert len(spread(questions, 0)) == len(questions)
