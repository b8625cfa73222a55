"""What was sent and received is forgotten in time; what is still open is not."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from api.channels.port import Incoming, IncomingKind, Outgoing, OutgoingKind, Rendered
from api.channels.purge import MessagePurge
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.inbox.receipts import Receipts
from api.inbox.repository import IncomingRepository
from api.inbox.tables import IncomingRow
from api.outbox.outbox import Outbox
from api.outbox.repository import OutgoingRepository
from api.outbox.tables import OutgoingRow
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

QUESTION = Incoming("memory", "q", "citizen", MovingClock().now, IncomingKind.TEXT, "我的低保怎么办")
ANSWER = Outgoing("a", "memory", "citizen", OutgoingKind.ANSWER, Rendered("答复", {"text": "答复"}))


class Desk:
    """An inbox and an outbox with one message each that is dealt with, and one that is not."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovingClock()

    async def fill(self) -> None:
        inbox, outbox = Receipts(self.database, self.clock, "p"), Outbox(self.database, self.clock)
        for key in ("q", "open"):
            await inbox.add(replace(QUESTION, key=key))
        async with self.database.write() as session:
            await inbox.done(QUESTION, session)
            await outbox.enqueue(session, [ANSWER, replace(ANSWER, key="open")])
            await outbox.offer(session, ["a"])
            await IdentityRepository(session, self.clock).meet("memory", "citizen", "v")
        await outbox.confirm(["a"])

    async def after(self, days: float) -> tuple[dict[str, str], dict[str, str]]:
        self.clock.now = MovingClock().now
        self.clock.move(days=days)
        await MessagePurge(self.database, self.clock).run()
        return await self.held()

    async def held(self) -> tuple[dict[str, str], dict[str, str]]:
        async with self.database.read() as session:
            came = {row.key: row.content["text"] for row in await session.scalars(select(IncomingRow))}
            went = {row.key: row.text + row.body.get("text", "") for row in await session.scalars(select(OutgoingRow))}
        return came, went


@pytest.mark.parametrize(
    ("days", "came", "went"),
    [
        (6.9, {"q": "我的低保怎么办", "open": "我的低保怎么办"}, {"a": "答复答复", "open": "答复答复"}),
        (7.1, {"q": "", "open": "我的低保怎么办"}, {"a": "", "open": "答复答复"}),
        (30.1, {"open": "我的低保怎么办"}, {}),
    ],
)
async def test_words_go_first_and_rows_later(
    database: Database, days: float, came: dict[str, str], went: dict[str, str]
) -> None:
    desk = Desk(database)
    await desk.fill()
    assert await desk.after(days) == (came, went)
    assert await desk.after(days) == (came, went), "done twice"


async def test_one_person_can_be_erased(database: Database) -> None:
    desk = Desk(database)
    await desk.fill()
    async with database.write() as session:
        await IncomingRepository(session, desk.clock).erase("memory", "citizen")
        await OutgoingRepository(session, desk.clock).erase("memory", "citizen")
        await IdentityRepository(session, desk.clock).erase("memory", "citizen")
        assert await IdentityRepository(session, desk.clock).of_visitor("v") == []
    assert await desk.held() == ({}, {})
