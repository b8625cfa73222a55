"""Switches and announcements in the database."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from api.audit.tables import AuditRow
from api.db.engine import Database
from api.outbox.tables import OutgoingRow
from api.switches.deliveries import Deliveries
from api.switches.errors import ChannelClosed
from api.switches.names import Switchable
from api.switches.service import REMEMBERED_FOR, Switches
from knowledge.clock import new_id
from knowledge.errors import NotFound

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
START = datetime(2026, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Moving:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def switches(database: Database, clock: Moving) -> Switches:
    return Switches(database, clock, new_id)


async def close(switches: Switches, channel: Switchable = Switchable.WEB, notice: str = "正在维护") -> None:
    await switches.turn(channel, is_open=False, notice=notice, reason="检修", by="admin")


async def test_what_nobody_touched_is_open(switches: Switches) -> None:
    assert [await switches.closed(name) for name in (*Switchable, "unheard of")] == [None] * 6
    assert all(switch.is_open for switch in await switches.all())
    await switches.admit("web")


async def test_a_closed_channel_says_why_and_others_stay_open(switches: Switches) -> None:
    await close(switches)
    assert await switches.closed("web") == "正在维护"
    assert await switches.closed("wechat") is None
    with pytest.raises(ChannelClosed, match="正在维护"):
        await switches.admit("web")
    await switches.turn(Switchable.WEB, is_open=True, notice="不再显示", reason="修好了", by="admin")
    assert await switches.closed("web") is None
    web = next(switch for switch in await switches.all() if switch.channel is Switchable.WEB)
    assert (web.notice, web.reason, web.changed_by, web.changed_at) == ("", "修好了", "admin", START)


async def test_all_of_them_at_once(switches: Switches) -> None:
    await close(switches, Switchable.WEB, "网站维护")
    await close(switches, Switchable.ALL, "系统升级")
    assert {await switches.closed(name) for name in ("web", "wechat", "wecom", "hotline")} == {"系统升级"}
    await switches.turn(Switchable.ALL, is_open=True, notice="", reason="升级完", by="admin")
    assert (await switches.closed("web"), await switches.closed("wechat")) == ("网站维护", None)


async def test_another_process_knows_within_a_second(database: Database, switches: Switches, clock: Moving) -> None:
    other = Switches(database, clock, new_id)
    assert await other.closed("web") is None
    await close(switches)
    clock.now += REMEMBERED_FOR
    assert await other.closed("web") == "正在维护"
    assert timedelta(seconds=1) > REMEMBERED_FOR


async def test_a_storm_of_questions_looks_once(database: Database, switches: Switches) -> None:
    looked = 0

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal looked
        looked += statement.startswith("SELECT")

    event.listen(database.engine.sync_engine, "before_cursor_execute", count)
    await asyncio.gather(*(switches.closed("web") for _ in range(100)))
    await asyncio.gather(*(switches.announcements("web") for _ in range(100)))
    assert looked == 2  # switches and announcements


async def test_it_is_written_down(database: Database, switches: Switches) -> None:
    await close(switches, Switchable.WECHAT)
    one = await switches.announce("暴雨红色预警", [Switchable.WEB], START, START + HOUR, "admin")
    await switches.take_down(one.id, "admin")
    async with database.read() as session:
        lines = list(await session.scalars(select(AuditRow).order_by(AuditRow.sequence)))
    assert [(line.actor, line.action, line.subject) for line in lines] == [
        ("admin", "channel.closed", "wechat"),
        ("admin", "announcement.published", one.id),
        ("admin", "announcement.withdrawn", one.id),
    ]
    assert lines[0].details == {"notice": "正在维护", "reason": "检修"}


async def test_announcements_have_their_time_and_place(switches: Switches, clock: Moving) -> None:
    everywhere = await switches.announce("停电通知", [], START + HOUR, START + 2 * HOUR, "admin")
    web = await switches.announce("网站改版😀", [Switchable.WEB], START, START + 3 * HOUR, "admin")

    async def told(channel: str) -> list[str]:
        return [one.id for one in await switches.announcements(channel)]

    assert (await told("web"), await told("wechat")) == ([web.id], [])
    clock.now = START + HOUR
    assert (await told("web"), await told("wechat")) == ([web.id, everywhere.id], [everywhere.id])
    clock.now = START + 2 * HOUR
    assert (await told("web"), await told("wechat")) == ([web.id], [])
    clock.now = START + 3 * HOUR
    assert await told("web") == []
    assert await switches.current() == []


async def test_taking_down_twice(switches: Switches) -> None:
    one = await switches.announce("停电通知", [], START, START + HOUR, "admin")
    assert [told.id for told in await switches.announcements("web")] == [one.id]
    await switches.take_down(one.id, "admin")
    assert await switches.announcements("web") == []
    with pytest.raises(NotFound):
        await switches.take_down(one.id, "admin")


async def test_what_became_of_messages(database: Database, switches: Switches) -> None:
    states = ["delivered", "delivered", "waiting", "offered", "deferred", "refused"]
    async with database.write() as session:
        for number, state in enumerate(states):
            session.add(_message(str(number), state, START))
        session.add(_message("old", "refused", START - timedelta(days=2)))
    assert await switches.deliveries() == {"wechat": Deliveries(delivered=2, waiting=2, deferred=1, refused=1)}


def _message(key: str, state: str, at: datetime) -> OutgoingRow:
    return OutgoingRow(
        key=key, channel="wechat", recipient="o", conversation_id="c", kind="answer", text="", body={}, state=state,
        attempts=0, due_at=at, held_by="", held_until=at, reason="", created_at=at,
    )  # fmt: skip
