"""A feed ends when it is closed, whether or not somebody follows, and needs no cancelling."""

import asyncio

import pytest
from waiting_desk import Desk

from api.conversations.mode import Mode
from api.handover.events import events_of
from api.handover.feed import ConversationFeed
from api.handover.repository import CHANNEL
from api.replica.signals import change_signal

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


@pytest.mark.parametrize("followed", [False, True])
async def test_the_reading_ends_by_itself(desk: Desk, *, followed: bool) -> None:
    feed = ConversationFeed(desk.database, change_signal(desk.database, channel=CHANNEL))
    running = asyncio.create_task(feed.run())
    name = await desk.left()
    events = events_of(feed, name, Mode.WAITING, 0)
    if followed:
        await anext(events)
    await feed.close()
    async with asyncio.timeout(20):
        await running
        assert [event.event async for event in events if event.event == "mode"] == ([] if followed else ["mode"])
