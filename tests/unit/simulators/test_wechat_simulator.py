"""The simulator keeps the platform's rules. The service here is a few lines over wechatpy, so nothing of ours is in it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import TextReply

from tests.simulators.serving import LoopThread, Server
from tests.simulators.waiting import wait_until
from tests.simulators.wechat import SORRY, Account, Mode, Platform

ACCOUNT = Account()


class Service:
    """Echoes what it gets, as a service built on wechatpy would; keeps the MsgIds."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self.seen: list[str] = []
        self.naps: list[float] = []
        self.answer: Callable[[str], str | None] = lambda text: text

    async def take(self, request: Request) -> Response:
        query, body = request.query_params, (await request.body()).decode()
        crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)
        if self._mode is not Mode.PLAIN:
            try:
                body = crypto.decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
            except InvalidSignatureException:
                return Response(status_code=403)
        message = parse_message(body)
        self.seen.append(str(message.id))
        if self.naps:
            await asyncio.sleep(self.naps.pop(0))
        words = self.answer(getattr(message, "content", message.type))
        if words is None:
            return Response("success")
        reply = TextReply(content=words, message=message).render()
        if self._mode is Mode.SAFE:
            reply = crypto.encrypt_message(reply, query["nonce"], query["timestamp"])
        return Response(reply, media_type="application/xml")


@contextmanager
def meeting(mode: Mode = Mode.SAFE, patience: float = 1.0) -> Iterator[tuple[Platform, Service]]:
    """Yield a platform and the service it calls."""
    service, thread = Service(mode), LoopThread("service")
    server = Server(Starlette(routes=[Route("/callback", service.take, methods=["POST"])]))
    thread.start()
    thread.run(server.up())
    account = Account(mode=mode)
    with Platform(account, callback=f"{server.address}/callback", patience=patience) as platform:
        yield platform, service
    thread.run(server.down())
    thread.stop()


def call(platform: Platform, path: str, body: object, token: str | None = None) -> int:
    value = platform.tokens.stable(force=False) if token is None else (token, 0)
    assert value
    answer = httpx2.post(
        f"{platform.address}/cgi-bin/{path}", params={"access_token": value[0]}, json=body, trust_env=False
    )
    return int(answer.json()["errcode"])


def text(openid: str, words: str) -> dict[str, object]:
    return {"touser": openid, "msgtype": "text", "text": {"content": words}}


class TestCallbacks:
    @pytest.mark.parametrize("mode", Mode)
    def test_a_passive_reply_is_shown(self, mode: Mode) -> None:
        with meeting(mode) as (platform, _):
            phone = platform.phone()
            phone.says("您好 😀 <b>&")
            assert phone.sees("您好 😀")
            assert phone.screen.received[0].way == "passive"

    def test_malformed_xml_is_apologised_for(self) -> None:
        with meeting() as (platform, service):
            service.answer = lambda _: "]]>"  # wechatpy does not split it
            phone = platform.phone()
            phone.says("您好")
            assert phone.sees(SORRY)
            assert len(service.seen) == 1

    def test_success_shows_nothing(self) -> None:
        with meeting() as (platform, service):
            service.answer = lambda _: None
            platform.phone().says("您好")
            assert wait_until(lambda: platform.courier.attempts)
            assert next(iter(platform.phones.values())).screen.received == []

    def test_who_is_late_is_asked_again_with_the_same_id(self) -> None:
        with meeting(patience=0.3) as (platform, service):
            service.naps = [2.0]
            phone = platform.phone()
            number = phone.says("您好")
            assert phone.sees("您好")
            assert service.seen == [number, number]
            nonces = {attempt.posted.query["nonce"] for attempt in platform.courier.attempts}
            assert len(nonces) == len(platform.courier.attempts) == 2

    def test_after_three_repetitions_the_platform_apologises(self) -> None:
        with meeting(patience=0.2) as (platform, service):
            service.naps = [2.0] * 5
            phone = platform.phone()
            phone.says("您好")
            assert phone.sees(SORRY)
            assert len(service.seen) == 4

    def test_a_text_that_is_too_long_is_apologised_for(self) -> None:
        with meeting() as (platform, service):
            service.answer = lambda _: "长" * 700
            phone = platform.phone()
            phone.says("您好")
            assert phone.sees(SORRY)
            assert "2100 bytes" in platform.courier.complaints[0]

    def test_forged_and_truncated_attempts_are_made(self) -> None:
        with meeting() as (platform, service):
            platform.faults.forged = 1
            phone = platform.phone()
            phone.says("您好")
            assert phone.sees("您好")
            assert [attempt.status for attempt in platform.courier.attempts] == [403, 200]
            assert len(service.seen) == 1

    def test_held_letters_arrive_the_last_first(self) -> None:
        with meeting() as (platform, service):
            platform.faults.held = True
            phone = platform.phone()
            numbers = [phone.says("一"), phone.says("二")]
            assert wait_until(lambda: len(platform.courier.waiting) == 2)
            platform.lets_go()
            assert service.seen == numbers[::-1]

    def test_a_lost_reply_is_asked_for_again(self) -> None:
        with meeting() as (platform, service):
            platform.faults.lost_replies = 1
            phone = platform.phone()
            number = phone.says("您好")
            assert phone.sees("您好")
            assert service.seen == [number, number]


class TestInterface:
    def test_five_messages_after_a_message_and_none_after_two_days(self) -> None:
        with meeting() as (platform, _):
            phone = platform.phone()
            assert call(platform, "message/custom/send", text(phone.openid, "早")) == 45015
            phone.says("您好")
            said = [call(platform, "message/custom/send", text(phone.openid, f"第{n}条")) for n in range(6)]
            assert said == [0, 0, 0, 0, 0, 45047]
            platform.time.passes(hours=49)
            assert call(platform, "message/custom/send", text(phone.openid, "晚")) == 45015

    def test_a_click_allows_three_for_a_minute(self) -> None:
        with meeting() as (platform, _):
            phone = platform.phone()
            phone.clicks("MENU")
            assert [call(platform, "message/custom/send", text(phone.openid, "一")) for _ in range(4)][-2:] == [
                0,
                45047,
            ]
            phone.clicks("MENU")
            platform.time.passes(seconds=61)
            assert call(platform, "message/custom/send", text(phone.openid, "一")) == 45015

    def test_a_text_has_a_limit_and_escapes_are_shown_as_they_are(self) -> None:
        with meeting() as (platform, _):
            phone = platform.phone()
            phone.says("您好")
            assert call(platform, "message/custom/send", text(phone.openid, "a" * 2048)) == 45002
            httpx2.post(
                f"{platform.address}/cgi-bin/message/custom/send",
                params={"access_token": (platform.tokens.stable(force=False) or ("", 0))[0]},
                content=rb'{"touser":"%s","msgtype":"text","text":{"content":"\u60a8"}}' % phone.openid.encode(),
                trust_env=False,
            )
            assert phone.sees(r"\u60a8")

    def test_a_menu_can_be_touched(self) -> None:
        with meeting() as (platform, service):
            phone = platform.phone()
            phone.says("您好")
            menu = {"head_content": "有用吗", "list": [{"id": "101", "content": "满意"}], "tail_content": ""}
            body = {"touser": phone.openid, "msgtype": "msgmenu", "msgmenu": menu}
            assert call(platform, "message/custom/send", body) == 0
            number = phone.picks("满意")
            assert wait_until(lambda: number in service.seen)

    def test_tokens_live_two_hours_and_change_only_near_their_end(self) -> None:
        with meeting() as (platform, _):
            first, again = platform.tokens.stable(force=False), platform.tokens.stable(force=False)
            assert first
            assert again
            assert first[0] == again[0]
            platform.time.passes(minutes=116)
            later = platform.tokens.stable(force=False)
            assert later
            assert later[0] != first[0]
            assert platform.tokens.check(first[0]) == 0
            platform.time.passes(minutes=5)
            assert call(platform, "message/custom/typing", {}, first[0]) == 42001
            assert call(platform, "message/custom/typing", {}, "none") == 40001

    def test_force_is_allowed_every_thirty_seconds(self) -> None:
        with meeting() as (platform, _):
            assert platform.tokens.stable(force=True)
            assert platform.tokens.stable(force=True) is None
            platform.time.passes(seconds=31)
            assert platform.tokens.stable(force=True)

    def test_it_goes_down_and_comes_back(self) -> None:
        with meeting() as (platform, _):
            platform.goes_down()
            with pytest.raises(httpx2.ConnectError):
                httpx2.get(platform.address, trust_env=False)
            platform.comes_back()
            assert httpx2.get(platform.address, trust_env=False).status_code == 404
