"""What a person says goes into the outbox with the words themselves, for channels that carry it."""

import pytest
from sqlalchemy import select
from waiting_desk import Desk

from api.channels.building import build_channels
from api.channels.memory import MemoryChannel
from api.channels.port import OutgoingKind
from api.conversations.tables import ConversationRow
from api.handover.post import OutboxPost
from api.identities.repository import IdentityRepository
from api.outbox.outbox import Outbox
from api.outbox.tables import OutgoingRow

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


async def put(
    desk: Desk, conversation_id: str, words: str, *, fails: bool = False, rating: str = ""
) -> list[OutgoingRow]:
    channels = build_channels()
    channels.register(MemoryChannel())
    post = OutboxPost(channels, Outbox(desk.database, desk.clock), desk.clock)
    async with desk.database.write() as session:
        conversation = await session.get_one(ConversationRow, conversation_id)
        for _twice in range(2):
            await post.put(session, conversation, OutgoingKind.PERSON, "message:1", words, rating=rating)
        if fails:
            await session.rollback()
    post.wake()
    async with desk.database.read() as session:
        return list(await session.scalars(select(OutgoingRow).order_by(OutgoingRow.sequence)))


async def met(desk: Desk, visitor: str, channel: str = "memory") -> str:
    async with desk.database.write() as session:
        await IdentityRepository(session, desk.clock).meet("memory", f"openid of {visitor}", visitor)
    return await desk.conversation("问题", visitor=visitor, channel=channel)


async def test_it_is_addressed_to_who_the_visitor_is_there_once(desk: Desk) -> None:
    await met(desk, "另一位")
    name = await met(desk, "他")
    (row,) = await put(desk, name, "您好")
    assert (row.recipient, row.key, row.kind, row.text) == ("openid of 他", "message:1/0", "person", "您好")
    assert row.conversation_id == name


async def test_long_words_are_several_messages_in_order(desk: Desk) -> None:
    rows = await put(desk, await met(desk, "他"), "很长的话。" * 500)
    assert len(rows) > 1
    assert [row.key for row in rows] == [f"message:1/{part}" for part in range(len(rows))]
    assert "".join(row.text for row in rows) == "很长的话。" * 500


async def test_the_question_for_a_rating_goes_with_the_words(desk: Desk) -> None:
    name = await met(desk, "他")
    (row,) = await put(desk, name, "答复已结束。", rating="您满意吗？")
    assert (row.text, row.body["rates"]) == ("答复已结束。\n您满意吗？", name)


@pytest.mark.parametrize(("visitor", "channel"), [("他", "web"), ("她", "hotline"), ("", "memory")])
async def test_where_nothing_can_be_pushed_nothing_is_put(desk: Desk, visitor: str, channel: str) -> None:
    assert await put(desk, await met(desk, visitor, channel), "您好") == []


async def test_a_transaction_that_fails_leaves_nothing(desk: Desk) -> None:
    assert await put(desk, await met(desk, "他"), "您好", fails=True) == []
