"""One access token for all processes."""

import asyncio
import logging

import pytest
from sqlalchemy import select

from api.db.engine import Database
from api.platforms.errors import PlatformError, PlatformRefused, PlatformUnavailable
from api.platforms.tables import PlatformTokenRow
from tests.integration.api.wechat.conftest import NewClient
from tests.simulators.wechat import Platform

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
HELLO = {"msgtype": "text", "text": {"content": "您好"}}


async def test_many_processes_share_one_token(platform: Platform, new_client: NewClient) -> None:
    phone = platform.phone()
    phone.says("您好")
    clients = [new_client() for _ in range(5)]
    await asyncio.gather(*(client.send(phone.openid, HELLO, key="k") for client in clients))
    assert platform.tokens.asked == platform.tokens.renewals == 1
    assert phone.screen.texts == ["您好"] * 5


async def test_it_is_sealed_where_it_is_kept(
    platform: Platform, new_client: NewClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await new_client().show_typing(platform.phone().openid)
    issued = platform.tokens.stable(force=False)
    assert issued
    async with database.read() as session:
        row = (await session.scalars(select(PlatformTokenRow))).one()
    assert row.token
    assert issued[0] not in row.token
    ours = [record for record in caplog.records if record.name.startswith(("api", "root"))]
    assert issued[0] not in "".join(record.getMessage() for record in ours)


async def test_it_is_renewed_before_its_end(platform: Platform, new_client: NewClient) -> None:
    one, other = new_client(), new_client()
    phone = platform.phone()
    await one.show_typing(phone.openid)
    platform.time.passes(minutes=116)
    await asyncio.gather(one.show_typing(phone.openid), other.show_typing(phone.openid))
    assert platform.tokens.renewals == 2
    assert platform.tokens.forced == 0


async def test_while_nobody_can_renew_it_the_old_one_is_used(platform: Platform, new_client: NewClient) -> None:
    phone, client = platform.phone(), new_client()
    phone.says("您好")
    await client.send(phone.openid, HELLO, key="k")
    platform.time.passes(minutes=116)
    platform.faults.answer("stable_token", -1)
    await client.send(phone.openid, HELLO, key="k")
    assert platform.tokens.renewals == 1


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
async def test_a_refused_one_is_replaced_once(platform: Platform, new_client: NewClient, errcode: int) -> None:
    phone, client = platform.phone(), new_client()
    phone.says("您好")
    await client.send(phone.openid, HELLO, key="k")
    platform.time.passes(seconds=31)
    platform.faults.answer("message/custom/send", errcode)
    await client.send(phone.openid, HELLO, key="k")
    assert platform.tokens.forced == 1
    platform.faults.answer("message/custom/send", errcode)
    with pytest.raises(PlatformUnavailable):  # by force again at once would lock the account out
        await client.send(phone.openid, HELLO, key="k")
    assert platform.tokens.forced == 1


async def test_processes_that_are_refused_together_force_once(platform: Platform, new_client: NewClient) -> None:
    clients = [new_client() for _ in range(4)]
    phone = platform.phone()
    phone.says("您好")
    await asyncio.gather(*(client.show_typing(phone.openid) for client in clients))
    platform.time.passes(seconds=31)
    platform.tokens.forget()
    await asyncio.gather(*(client.send(phone.openid, HELLO, key="k") for client in clients))
    assert platform.tokens.renewals == 2
    assert platform.tokens.forced == 0, "another one is given without force, once the old one is forgotten"


async def test_a_process_that_died_over_a_renewal_stops_nobody_for_long(
    platform: Platform, new_client: NewClient, database: Database
) -> None:
    now = platform.time.now()
    async with database.write() as session:
        session.add(
            PlatformTokenRow(
                account=f"wechat:{platform.account.app_id}", token="", expires_at=now, renewed_at=None,
                held_by="the dead", held_until=platform.time.now().replace(year=now.year + 1),
            )
        )  # fmt: skip
    client, phone = new_client(), platform.phone()
    phone.says("您好")
    waiting = asyncio.create_task(client.send(phone.openid, HELLO, key="k"))
    await asyncio.sleep(0.3)
    platform.time.passes(days=366)
    with pytest.raises(PlatformError):  # the time it waited is over by this jump of the clock, or the window is
        await waiting
    phone.says("再问")
    await client.send(phone.openid, HELLO, key="k")
    assert platform.tokens.renewals == 1


async def test_a_wrong_secret_is_told_and_the_account_keeps_still(platform: Platform, new_client: NewClient) -> None:
    client = new_client()
    platform.faults.answer("stable_token", 40125)
    with pytest.raises(PlatformRefused, match="AppSecret"):
        await client.send("o", HELLO, key="k")
    with pytest.raises(PlatformUnavailable):
        await client.send("o", HELLO, key="k")
    assert platform.tokens.asked == 0
