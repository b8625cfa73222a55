"""Calls to the platform, and what follows from its answers."""

import pytest

from api.platforms.errors import PlatformRefused, PlatformUnavailable
from api.platforms.verdicts import Verdict
from tests.integration.api.wechat.conftest import NewClient
from tests.simulators.wechat import Platform

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


def text(words: str) -> dict[str, object]:
    return {"msgtype": "text", "text": {"content": words}}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("您好", "您好"),
        ("😀" * 500, "😀" * 500),
        ("全角ＡＢＣ１２３", "全角ＡＢＣ１２３"),
        ("a]]>b</xml>", "a]]>b</xml>"),
        ("引号\"'\\u60a8\n", "引号\"'\\u60a8\n"),
        ("孤立的\ud800代理", "孤立的?代理"),
    ],
)
async def test_words_arrive_as_they_are(platform: Platform, new_client: NewClient, words: str, shown: str) -> None:
    phone = platform.phone()
    phone.says("在吗")
    await new_client().send(phone.openid, text(words), key="k")
    assert phone.screen.texts == [shown]


@pytest.mark.parametrize(
    ("errcode", "verdict"),
    [(-1, Verdict.BACK_OFF), (45009, Verdict.STOP), (45011, Verdict.STOP), (45015, Verdict.DEFERRED),
     (45047, Verdict.DEFERRED), (45002, Verdict.SPLIT), (43004, Verdict.REFUSED), (40003, Verdict.REFUSED),
     (48001, Verdict.STOP), (48002, Verdict.REFUSED), (99999, Verdict.REFUSED)],
)  # fmt: skip
async def test_an_errcode_has_its_verdict(
    platform: Platform, new_client: NewClient, errcode: int, verdict: Verdict
) -> None:
    platform.faults.answer("message/custom/send", errcode)
    phone = platform.phone()
    phone.says("您好")
    with pytest.raises(PlatformRefused) as refused:
        await new_client().send(phone.openid, text("您好"), key="k")
    assert (refused.value.errcode, refused.value.verdict) == (errcode, verdict)


async def test_the_windows_of_the_platform_are_told(platform: Platform, new_client: NewClient) -> None:
    phone, client = platform.phone(), new_client()
    with pytest.raises(PlatformRefused, match="48 小时"):
        await client.send(phone.openid, text("早"), key="k")
    phone.clicks("MENU")
    for _ in range(3):
        await client.send(phone.openid, text("早"), key="k")
    with pytest.raises(PlatformRefused, match="条数用完"):
        await client.send(phone.openid, text("早"), key="k")


async def test_who_is_down_is_left_in_peace_and_tried_again(platform: Platform, new_client: NewClient) -> None:
    phone, client = platform.phone(), new_client()
    phone.says("您好")
    await client.send(phone.openid, text("一"), key="k")
    platform.goes_down()
    for _ in range(4):
        with pytest.raises(PlatformUnavailable) as unavailable:
            await client.send(phone.openid, text("二"), key="k")
    assert unavailable.value.retry_after is not None
    platform.comes_back()
    with pytest.raises(PlatformUnavailable):
        await client.send(phone.openid, text("二"), key="k")
    platform.time.passes(seconds=3)
    await client.send(phone.openid, text("三"), key="k")
    assert phone.screen.texts[-1] == "三"


async def test_who_hangs_is_not_waited_for_forever(platform: Platform, new_client: NewClient) -> None:
    platform.faults.hangs = True
    with pytest.raises(PlatformUnavailable):
        await new_client().send("o", text("一"), key="k")


async def test_a_voice_message_can_be_fetched(platform: Platform, new_client: NewClient) -> None:
    phone, client = platform.phone(), new_client()
    phone.speaks(b"#!AMR\nsound")
    media_id = next(iter(platform.media))
    media = await client.fetch_media(media_id)
    assert (media.data, media.content_type) == (b"#!AMR\nsound", "audio/amr")
    with pytest.raises(PlatformRefused, match="40007"):
        await client.fetch_media("../../etc/passwd")
    platform.media[media_id] = (b"x" * (10 * 1024 * 1024 + 1), "audio/amr")
    with pytest.raises(PlatformUnavailable, match="字节"):
        await client.fetch_media(media_id)


async def test_a_menu_is_set(platform: Platform, new_client: NewClient) -> None:
    menu = {"button": [{"type": "click", "name": "常见问题", "key": "topics"}]}
    await new_client().create_menu(menu)
    assert platform.interface.menu == menu
