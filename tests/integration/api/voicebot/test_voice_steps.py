"""A thing heard again is answered the same, and any process goes on where another one was."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest
from kept_calls import KeptCalls
from sqlalchemy import select
from telephone import Telephone, dialog_of
from tiny_library import CONCLUSION, QUESTION, RehearsedDialogue

from api.db.engine import Database
from api.hotline.port import CallName
from api.hotline.tables import CallPieceRow
from api.http.state import ServiceState
from api.voicebot.port import Heard, HeardKind, Reason, Say
from api.voicebot.sql_steps import SqlSteps
from api.voicebot.standing import Standing, Step
from api.voicebot.steps import MemorySteps, Steps

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
NAME, OTHER = CallName("jambonz", "one"), CallName("audiocodes", "one")
FIRST = Step(Say("您好。", patience=3.5), Standing(last="您好。", choices=("甲", "乙"), misses=1))
SECOND = Step(Say("再见。", listens=False, transfer=True, turn_id="t", reason=Reason.ASKED), Standing(over=True))


def now() -> datetime:
    return datetime(2026, 11, 26, tzinfo=UTC)


class StepsConformance:
    """What whoever keeps steps has to do."""

    @pytest.fixture
    def kept(self, database: Database) -> tuple[Steps, KeptCalls]:
        raise NotImplementedError

    async def test_the_last_step_is_where_the_call_stands(self, kept: tuple[Steps, KeptCalls]) -> None:
        steps, calls = kept
        assert await steps.progress(NAME, "0") is None
        call = await self.begin(steps, calls, NAME)
        fresh = await steps.progress(NAME, "0")
        assert fresh is not None
        assert (fresh.conversation_id, fresh.standing, fresh.said) == (call, Standing(), None)
        assert await steps.keep(fresh.call_id, "0", FIRST) == FIRST.say
        after = await steps.progress(NAME, "1")
        assert after is not None
        assert (after.standing, after.said) == (FIRST.standing, None)
        await steps.keep(fresh.call_id, "1", SECOND)
        again = await steps.progress(NAME, "0")
        assert again is not None
        assert (again.standing, again.said) == (SECOND.standing, FIRST.say)

    async def test_a_key_is_taken_once_in_its_own_call(self, kept: tuple[Steps, KeptCalls]) -> None:
        steps, calls = kept
        await self.begin(steps, calls, NAME)
        await self.begin(steps, calls, OTHER)
        one, other = await steps.progress(NAME, "0"), await steps.progress(OTHER, "0")
        assert one is not None
        assert other is not None
        assert await steps.keep(one.call_id, "0", FIRST) == FIRST.say
        assert await steps.keep(one.call_id, "0", SECOND) == FIRST.say
        assert await steps.keep(other.call_id, "0", SECOND) == SECOND.say

    @staticmethod
    async def begin(steps: Steps, calls: KeptCalls, name: CallName) -> str:
        call = await calls.ring(name)
        if isinstance(steps, MemorySteps):
            steps.know(call)
        return call.conversation_id


class TestSqlSteps(StepsConformance):
    @pytest.fixture
    def kept(self, database: Database) -> tuple[Steps, KeptCalls]:
        return SqlSteps(database, now), KeptCalls(database, now)

    async def test_words_are_kept_before_what_was_said_to_them(self, database: Database) -> None:
        steps, calls = SqlSteps(database, now), KeptCalls(database, now)
        call = await calls.ring(NAME)
        for _ in range(2):
            await steps.keep(call.id, "7", SECOND, "我的手机是13800138000")
        async with database.read() as session:
            rows = await session.scalars(select(CallPieceRow).order_by(CallPieceRow.id))
        assert [(row.key, row.speaker, row.text, row.turn_id) for row in rows] == [
            ("c:7", "citizen", "我的手机是〔手机号〕", "t"),
            ("7", "bot", "再见。", "t"),
        ]
        after = await steps.progress(NAME, "8")
        assert after is not None
        assert after.standing == SECOND.standing


class TestMemorySteps(StepsConformance):
    @pytest.fixture
    def kept(self, database: Database) -> tuple[Steps, KeptCalls]:
        return MemorySteps(), KeptCalls(database, now)


async def test_heard_again_the_same_is_said_and_nothing_is_kept_twice(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: ("ask_policy", "action_answer_policy")})) as state:
        phone = Telephone.of(state)
        await phone.rings()
        first = await phone.says(QUESTION, key="a")
        await phone.is_silent()
        again = [await phone.says(QUESTION, key="a") for _ in range(3)]
        turns, pieces = await phone.turns(), await phone.pieces()
    assert again == [first] * 3
    assert len(turns) == 1
    assert len(pieces) == 4  # greeting, question, answer, and what was said to the silence


async def test_heard_many_times_at_once_by_two_processes_it_is_one_turn(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: ("ask_policy", "action_answer_policy")})) as state:
        phone = Telephone.of(state)
        await phone.rings()
        dialogs = [dialog_of(state), dialog_of(state)]
        heard = Heard(HeardKind.WORDS, QUESTION, recognised=True)
        said = await asyncio.gather(*(dialogs[n % 2].hear(phone.name, "a", heard) for n in range(6)))
        turns, pieces = await phone.turns(), await phone.pieces()
    assert set(said) == {said[0]}
    assert CONCLUSION in said[0].text
    assert (len(turns), len(pieces)) == (1, 3)


async def test_another_process_goes_on_with_an_open_question(running: Running) -> None:
    async with running(RehearsedDialogue({QUESTION: ("ask_policy", "action_answer_policy")})) as state:
        phone = Telephone.of(state)
        await phone.says(QUESTION, confidence=0.1)
        phone.dialog = dialog_of(state)  # as after a restart
        said = await phone.says("是的")
    assert CONCLUSION in said.text


async def test_what_no_database_can_keep_is_left_out(running: Running) -> None:
    async with running(RehearsedDialogue({})) as state:
        phone = Telephone.of(state)
        await phone.says("借阅\x00证\ud800", confidence=0.1)
        pieces = await phone.pieces()
    assert pieces[0][1] == "借阅证"


async def test_what_waits_for_a_yes_has_no_personal_data_in_it(running: Running) -> None:
    async with running(RehearsedDialogue({})) as state:
        phone = Telephone.of(state)
        said = await phone.says("我的手机是13800138000能办吗", confidence=0.1)
        pieces = await phone.pieces()
    assert "1" not in said.text
    assert not any("13800138000" in text for _, text, _ in pieces)
