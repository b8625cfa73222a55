"""What every record of calls keeps: one class, run over both databases and in memory."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.hotline.calls import SqlCalls, build_calls
from api.hotline.memory import MemoryCalls
from api.hotline.port import CallName, Calls, CallState, Piece, Saying, Speaker
from api.hotline.repository import CallRepository
from api.hotline.tables import CallRow
from api.sealing import Sealer

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

NOON = datetime(2026, 11, 26, 4, tzinfo=UTC)
NAME = CallName("hotline", "pbx-1")
NUMBER = "13812345678"
SEALER = Sealer(b"k" * 32)


class Time:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Conformance:
    """Each method may come first, twice, late or in the wrong order."""

    async def test_a_call_that_rings_has_a_conversation_and_a_code(self, calls: Calls) -> None:
        call = await calls.ring(NAME, caller=NUMBER, region="411200")
        assert (call.state, call.name, call.started_at) == (CallState.RINGING, NAME, NOON)
        assert len(call.consult_code) == 6
        assert call.conversation_id
        assert await calls.ring(NAME) == call == await calls.find(NAME)

    async def test_an_unknown_call_is_none(self, calls: Calls) -> None:
        assert await calls.find(NAME) is None

    async def test_the_caller_is_masked_and_the_first_number_counts(self, calls: Calls) -> None:
        await calls.answered(NAME, "wang.fang")
        assert (await calls.ring(NAME, caller=NUMBER)).caller == "138****5678"
        assert (await calls.ring(NAME, caller="0398-2812345")).caller == "138****5678"

    async def test_a_withheld_number_is_told_as_that(self, calls: Calls) -> None:
        assert (await calls.ring(NAME, caller="anonymous")).caller == "未显示号码"

    async def test_names_are_those_of_who_reports(self, calls: Calls) -> None:
        other = await calls.ring(CallName("jambonz", NAME.external_id))
        assert other.id != (await calls.ring(NAME)).id

    async def test_the_usual_order(self, calls: Calls, time: Time) -> None:
        await calls.ring(NAME)
        time.now += timedelta(seconds=9)
        answered = await calls.answered(NAME, "wang.fang")
        assert (answered.state, answered.operator, answered.answered_at) == (CallState.ANSWERED, "wang.fang", time.now)
        time.now += timedelta(minutes=2)
        ended = await calls.ended(NAME, "caller")
        assert (ended.state, ended.ended_at, ended.answered_at) == (CallState.ENDED, time.now, answered.answered_at)

    async def test_the_wrong_order_ends_the_same(self, calls: Calls, time: Time) -> None:
        ended = await calls.ended(NAME, "caller")
        time.now += timedelta(seconds=5)
        late = await calls.answered(NAME, "wang.fang")
        assert (late.state, late.operator, late.ended_at) == (CallState.ENDED, "wang.fang", ended.ended_at)
        assert late.answered_at == ended.ended_at
        assert (await calls.ring(NAME)).state is CallState.ENDED

    async def test_an_end_counts_once(self, calls: Calls, time: Time) -> None:
        first = await calls.ended(NAME, "caller")
        time.now += timedelta(minutes=1)
        assert await calls.ended(NAME, "operator") == first

    async def test_the_last_operator_who_took_it_has_it(self, calls: Calls) -> None:
        await calls.answered(NAME, "wang.fang")
        assert (await calls.answered(NAME, "li.na")).operator == "li.na"
        assert (await calls.answered(NAME, "")).operator == "li.na"

    async def test_a_piece_is_kept_once(self, calls: Calls) -> None:
        assert await calls.said(NAME, Piece("p1", Speaker.CITIZEN, "公积金怎么提"))
        assert not await calls.said(NAME, Piece("p1", Speaker.CITIZEN, "别的话"))
        assert await calls.said(NAME, Piece("p2", Speaker.OPERATOR, "请稍等"))
        assert await calls.said(CallName("hotline", "pbx-2"), Piece("p1", Speaker.CITIZEN, "公积金怎么提"))

    async def test_a_piece_may_come_after_the_end(self, calls: Calls) -> None:
        await calls.ended(NAME, "caller")
        assert await calls.said(NAME, Piece("p1", Speaker.CITIZEN, "谢谢"))
        found = await calls.find(NAME)
        assert found is not None
        assert found.state is CallState.ENDED

    async def test_what_is_being_said_is_the_newest_of_it_and_masked(self, calls: Calls, time: Time) -> None:
        assert await calls.saying(NAME) is None
        for text in ("我的号码是", f"我的号码是{NUMBER}"):
            time.now += timedelta(seconds=1)
            await calls.hears(NAME, Saying(text, time.now, {"spoken": "请讲"}))
        saying = await calls.saying(NAME)
        assert saying is not None
        assert (NUMBER in saying.text, saying.at, saying.answer) == (False, time.now, {"spoken": "请讲"})
        await calls.hears(NAME, Saying("晚到的", time.now - timedelta(seconds=1)))
        assert await calls.saying(NAME) == saying

    async def test_what_is_being_said_ends_with_what_was_said(self, calls: Calls, time: Time) -> None:
        began = time.now
        await calls.hears(NAME, Saying("公积金怎么", began))
        time.now += timedelta(seconds=1)
        await calls.said(NAME, Piece("p1", Speaker.OPERATOR, "请讲"))
        assert await calls.saying(NAME) is not None
        await calls.said(NAME, Piece("p2", Speaker.CITIZEN, "公积金怎么提"))
        await calls.hears(NAME, Saying("公积金怎么", began))
        assert await calls.saying(NAME) is None, "it was looked up before, and came late"

    async def test_what_is_being_said_ends_with_the_call_and_by_itself(self, calls: Calls, time: Time) -> None:
        await calls.hears(NAME, Saying("公积金怎么", time.now))
        await calls.ended(CallName("hotline", "pbx-2"), "caller")
        assert await calls.saying(NAME) is not None
        time.now += timedelta(seconds=20)
        assert await calls.saying(NAME) is None
        await calls.hears(NAME, Saying("公积金", time.now))
        time.now += timedelta(seconds=1)
        await calls.ended(NAME, "caller")
        assert await calls.saying(NAME) is None

    async def test_names_of_any_length_and_kind(self, calls: Calls) -> None:
        long, other = CallName("hotline", "x" * 5000), CallName("hotline", "x" * 4999)
        assert (await calls.ring(long)).id != (await calls.ring(other)).id
        assert (await calls.ring(long)).id == (await calls.ring(long)).id
        assert (await calls.ring(long)).name == long
        assert await calls.said(long, Piece("k" * 5000, Speaker.CITIZEN, "长" * 10_000))
        assert not await calls.said(long, Piece("k" * 5000, Speaker.CITIZEN, "长" * 10_000))

    async def test_many_at_once_make_one_call(self, calls: Calls) -> None:
        taken = await asyncio.gather(
            *(calls.ring(NAME, caller=NUMBER) for _ in range(8)),
            calls.answered(NAME, "wang.fang"),
            *(calls.said(NAME, Piece("p1", Speaker.CITIZEN, "喂")) for _ in range(8)),
        )
        assert len({call.id for call in taken[:9] if not isinstance(call, bool)}) == 1
        assert taken[9:].count(True) == 1


@pytest.fixture
def time() -> Time:
    return Time()


class TestSqlCalls(Conformance):
    """Over SQLite and PostgreSQL."""

    @pytest_asyncio.fixture
    async def calls(self, database: Database, time: Time) -> Calls:
        numbers = count()
        return build_calls(database, time, lambda: f"id{next(numbers)}", SEALER)

    async def test_the_number_is_sealed(self, calls: SqlCalls, database: Database) -> None:
        call = await calls.ring(NAME, caller=NUMBER)
        async with database.read() as session:
            row = await session.get_one(CallRow, call.id)
        assert NUMBER not in row.caller
        assert SEALER.open(row.caller) == NUMBER

    async def test_nothing_is_left_of_a_race(self, calls: SqlCalls, database: Database) -> None:
        await asyncio.gather(*(calls.ring(NAME) for _ in range(8)))
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(ConversationRow)) == 1

    async def test_personal_data_is_masked_and_pieces_are_in_the_order_of_speech(
        self, calls: SqlCalls, database: Database, time: Time
    ) -> None:
        later, sooner = NOON + timedelta(seconds=20), NOON + timedelta(seconds=10)
        await calls.said(NAME, Piece("b", Speaker.CITIZEN, f"打{NUMBER}", at=later))
        await calls.said(NAME, Piece("a", Speaker.CITIZEN, "喂\x00", at=sooner))
        await calls.said(NAME, Piece("c", Speaker.CITIZEN, "时钟错了", at=NOON - timedelta(days=400)))
        call = await calls.find(NAME)
        assert call is not None
        async with database.read() as session:
            pieces = await CallRepository(session, time).pieces(call.id)
        assert [(piece.key, piece.text) for piece in pieces] == [("c", "时钟错了"), ("a", "喂"), ("b", "打〔手机号〕")]
        assert pieces[0].at == NOON


class TestMemoryCalls(Conformance):
    """The twin."""

    @pytest.fixture
    def calls(self, time: Time) -> Calls:
        numbers = count()
        return MemoryCalls(time, lambda: f"id{next(numbers)}")
