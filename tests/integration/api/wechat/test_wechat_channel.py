"""Messages on their way out through the channel, and what became of them."""

from datetime import timedelta

import pytest

from api.channels.port import Delivery, DeliveryState, Incoming, IncomingKind, Outgoing, OutgoingKind, Rendered
from api.channels.transcriber import NoTranscriber, ScriptedTranscriber
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.platforms.allowance import EndlessAllowance, StoredAllowance
from api.wechat.channel import WeChatChannel
from api.wechat.hearing import Hearing
from api.wechat.rendering import WeChatRendering, text_message
from api.wechat.wording import wording
from knowledge.clock import utc_now
from tests.integration.api.wechat.conftest import NewClient
from tests.simulators.wechat import Phone, Platform

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
LIMIT = wording().limits.text_bytes


@pytest.fixture
def channel(new_client: NewClient) -> WeChatChannel:
    """The channel without a count of its own: only the platform judges."""
    return WeChatChannel(WeChatRendering(can_push=True), new_client(), EndlessAllowance(), LIMIT)


def to(phone: Phone, message: Rendered, key: str = "t/0") -> Outgoing:
    return Outgoing(key, "wechat", phone.openid, OutgoingKind.ANSWER, message)


async def test_words_reach_the_screen_in_order(platform: Platform, channel: WeChatChannel) -> None:
    phone = platform.phone()
    phone.says("您好")
    words = "第一条规定。" * 400
    for part in channel.render_words(words):
        assert await channel.deliver(to(phone, part)) == Delivery(DeliveryState.DELIVERED)
    assert "".join(phone.screen.texts) == words
    assert len(phone.screen.texts) > 1


@pytest.mark.parametrize(
    ("errcode", "state"),
    [(-1, DeliveryState.RETRY), (45015, DeliveryState.DEFERRED), (45047, DeliveryState.DEFERRED),
     (43004, DeliveryState.REFUSED), (48002, DeliveryState.REFUSED), (45009, DeliveryState.RETRY)],
)  # fmt: skip
async def test_an_errcode_becomes_a_state(
    platform: Platform, channel: WeChatChannel, errcode: int, state: DeliveryState
) -> None:
    phone = platform.phone()
    phone.says("您好")
    platform.faults.answer("message/custom/send", errcode)
    delivery = await channel.deliver(to(phone, text_message("一")))
    assert (delivery.state, delivery.reason) == (state, f"errcode {errcode}")


async def test_what_must_rest_says_for_how_long(platform: Platform, channel: WeChatChannel) -> None:
    phone = platform.phone()
    phone.says("您好")
    platform.faults.answer("message/custom/send", 45011)
    assert (await channel.deliver(to(phone, text_message("一")))).retry_after == timedelta(minutes=1)
    again = await channel.deliver(to(phone, text_message("一")))
    assert again.state is DeliveryState.RETRY
    assert again.retry_after
    assert len(platform.interface.calls) == 0
    platform.time.passes(seconds=61)
    assert (await channel.deliver(to(phone, text_message("一")))).state is DeliveryState.DELIVERED


async def test_what_the_platform_finds_too_long_goes_in_halves(platform: Platform, channel: WeChatChannel) -> None:
    phone = platform.phone()
    phone.says("您好")
    platform.faults.answer("message/custom/send", 45002)
    words = "示政办〔2025〕8号的规定，" * 20
    assert (await channel.deliver(to(phone, text_message(words)))).state is DeliveryState.DELIVERED
    assert len(phone.screen.texts) == 2
    assert "".join(phone.screen.texts) == words


async def test_a_menu_is_not_cut(platform: Platform, channel: WeChatChannel) -> None:
    phone = platform.phone()
    phone.says("您好")
    platform.faults.answer("message/custom/send", 45002)
    menu = Rendered("?", {"msgtype": "msgmenu", "msgmenu": {"head_content": "?", "list": [], "tail_content": ""}})
    assert (await channel.deliver(to(phone, menu))).state is DeliveryState.REFUSED


async def test_who_is_down_gets_it_later(platform: Platform, channel: WeChatChannel) -> None:
    phone = platform.phone()
    phone.says("您好")
    platform.goes_down()
    assert (await channel.deliver(to(phone, text_message("一")))).state is DeliveryState.RETRY
    platform.comes_back()
    assert (await channel.deliver(to(phone, text_message("一")))).state is DeliveryState.DELIVERED
    assert phone.screen.texts == ["一"]


async def test_an_account_that_may_not_push_keeps_it() -> None:
    channel = WeChatChannel(WeChatRendering(can_push=False), None, EndlessAllowance(), LIMIT)
    message = Outgoing("t/0", "wechat", "o", OutgoingKind.ANSWER, text_message("一"))
    assert (await channel.deliver(message)).state is DeliveryState.DEFERRED
    assert not channel.capabilities.push


async def test_a_used_quota_is_not_tried_again(platform: Platform, new_client: NewClient, database: Database) -> None:
    allowance = StoredAllowance("wechat", database, platform.time.now)
    channel = WeChatChannel(WeChatRendering(can_push=True), new_client(), allowance, LIMIT)
    phone = platform.phone()
    phone.clicks("MENU")
    async with database.write() as session:
        people = IdentityRepository(session, platform.time.now)
        await people.meet("wechat", phone.openid, "v1")
        await people.contact("wechat", phone.openid, quota=3, window=timedelta(minutes=1))
    states = [(await channel.deliver(to(phone, text_message(f"{n}")))).state for n in range(4)]
    assert states == [DeliveryState.DELIVERED] * 3 + [DeliveryState.DEFERRED]
    assert len(platform.interface.calls) == 3, "the fourth is not tried at all"


async def test_the_platforms_own_count_wins(platform: Platform, new_client: NewClient, database: Database) -> None:
    allowance = StoredAllowance("wechat", database, platform.time.now)
    channel = WeChatChannel(WeChatRendering(can_push=True), new_client(), allowance, LIMIT)
    phone = platform.phone()
    phone.says("您好")
    async with database.write() as session:
        people = IdentityRepository(session, platform.time.now)
        await people.meet("wechat", phone.openid, "v1")
        await people.contact("wechat", phone.openid, quota=5, window=timedelta(hours=48))
    platform.faults.answer("message/custom/send", 45047)
    assert (await channel.deliver(to(phone, text_message("一")))).reason == "errcode 45047"
    assert (await channel.deliver(to(phone, text_message("一")))).reason == "no quota left"


class TestHearing:
    async def test_speech_is_handed_on_as_it_is(self, platform: Platform, new_client: NewClient) -> None:
        audio = b"#!AMR\n" + bytes(range(256))
        platform.phone().speaks(audio)
        transcriber = ScriptedTranscriber({audio: " 失业金怎么领 "})
        voice = self.voice(next(iter(platform.media)))
        assert await Hearing(new_client(), transcriber).hear(voice) == "失业金怎么领"
        assert transcriber.heard == [(audio, "amr")]

    async def test_what_is_gone_or_not_understood_is_no_question(
        self, platform: Platform, new_client: NewClient
    ) -> None:
        hearing = Hearing(new_client(), NoTranscriber())
        assert await hearing.hear(self.voice("gone")) == ""
        assert await hearing.hear(self.voice("")) == ""
        platform.phone().speaks(b"#!AMR\n")
        assert await hearing.hear(self.voice(next(iter(platform.media)))) == ""
        platform.goes_down()
        assert await hearing.hear(self.voice("x")) == ""

    @staticmethod
    def voice(media_id: str) -> Incoming:
        return Incoming(
            "wechat",
            "1",
            "o",
            utc_now(),
            IncomingKind.VOICE,
            media_id=media_id,
            details={"format": "amr"},
        )
