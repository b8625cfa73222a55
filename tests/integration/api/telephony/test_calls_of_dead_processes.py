"""A call whose process died over it does not go on for ever in the record."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from api.db.engine import Database
from api.hotline.calls import build_calls
from api.hotline.port import CallName, CallState
from api.hotline.tables import CallRow
from api.sealing import Sealer
from api.telephony.record import CallRecord
from api.voicebot.lives import EXPIRES, Lives
from knowledge.clock import new_id
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

NAME = CallName("audiosocket", "3f8a2c1e-0000-4000-8000-000000000001")


async def test_it_ends_by_itself_and_one_that_is_led_does_not(database: Database) -> None:
    clock = MovingClock()
    calls, lives = build_calls(database, clock, new_id, Sealer(b"k" * 32)), Lives(database, clock)
    record = CallRecord(calls, lives, timedelta(seconds=0.05))

    async def lives_until(moment: datetime) -> None:
        async with asyncio.timeout(10):
            while True:
                async with database.read() as session:
                    if await session.scalar(select(CallRow.alive_until)) == moment:
                        return
                await asyncio.sleep(0.01)

    await record.begin(NAME)
    async with record.alive(NAME):
        for _ in range(3):
            clock.move(seconds=EXPIRES.total_seconds() - 1)
            await lives_until(clock() + EXPIRES)
            await lives.end_expired(calls)
            assert (found := await calls.find(NAME)) is not None
            assert found.state is not CallState.ENDED
    clock.move(minutes=4)
    await lives.end_expired(calls)
    assert (found := await calls.find(NAME)) is not None
    assert found.state is CallState.ENDED
    async with database.read() as session:
        assert await session.scalar(select(CallRow.ended_by)) == "failure"
