"""An account in each mode, and what the platform would send to it: written out, signed and encrypted with another library."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from defusedxml.ElementTree import fromstring
from starlette.testclient import TestClient
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from api.wechat.settings import Mode, WeChatSettings

TOKEN, APP_ID, KEY = "gongkai2026", "wx0123456789abcdef", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_city12345"
NOBODY = "http://127.0.0.1:9"  # the discard port: what is sent by itself waits
_NUMBERS = itertools.count(25_000_000_000_000_001)


def account(mode: Mode = Mode.SAFE, **changes: Any) -> WeChatSettings:  # noqa: ANN401
    return WeChatSettings.model_validate(
        {"token": TOKEN, "app_id": APP_ID, "app_secret": "s", "encoding_aes_key": KEY, "mode": mode, "api_base": NOBODY}
        | changes
    )


def sign(*parts: str) -> str:
    signer = WeChatSigner()
    signer.add_data(TOKEN, *parts)
    return str(signer.signature)


def xml(fields: dict[str, str]) -> str:
    return f"<xml>{''.join(f'<{name}><![CDATA[{value}]]></{name}>' for name, value in fields.items())}</xml>"


@dataclass
class Letter:
    """One request of the platform, ready to be sent, also twice."""

    query: dict[str, str]
    body: bytes


@dataclass
class Platform:
    """The platform's side for one user."""

    http: TestClient
    mode: Mode = Mode.SAFE
    openid: str = "oUSER_0001"
    clock: Callable[[], float] = time.time
    crypto: WeChatCrypto = field(default_factory=lambda: WeChatCrypto(TOKEN, KEY, APP_ID))

    def letter(self, *, timestamp: str = "", nonce: str = "", **fields: str) -> Letter:
        sent = {"ToUserName": ACCOUNT, "FromUserName": self.openid, "CreateTime": str(int(self.clock()))} | fields
        timestamp, nonce = timestamp or str(int(self.clock())), nonce or str(next(_NUMBERS))
        query = {"signature": sign(timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": self.openid}
        if self.mode is Mode.PLAIN:
            return Letter(query, xml(sent).encode())
        sealed = fromstring(self.crypto.encrypt_message(xml(sent), nonce, timestamp)).findtext("Encrypt") or ""
        query |= {"encrypt_type": "aes", "msg_signature": sign(timestamp, nonce, sealed)}
        outer = {"ToUserName": ACCOUNT, "Encrypt": sealed} | (sent if self.mode is Mode.COMPATIBLE else {})
        return Letter(query, xml(outer).encode())

    def text(self, words: str, number: str = "", **fields: str) -> Letter:
        return self.letter(MsgType="text", Content=words, MsgId=number or str(next(_NUMBERS)), **fields)

    def event(self, name: str, **fields: str) -> Letter:
        return self.letter(MsgType="event", Event=name, **fields)

    def post(self, letter: Letter) -> Any:  # noqa: ANN401  # the test client's response
        return self.http.post("/channels/wechat", params=letter.query, content=letter.body)

    def sends(self, letter: Letter) -> str:
        """Send and return the words that came back in the reply; empty for ``success``."""
        response = self.post(letter)
        assert response.status_code == 200, response.text
        if response.text == "success":
            return ""
        reply = fromstring(response.text)
        if self.mode is not Mode.PLAIN:
            parts = [reply.findtext(name) or "" for name in ("TimeStamp", "Nonce", "Encrypt")]
            assert reply.findtext("MsgSignature") == sign(*parts)
            reply = fromstring(self.crypto.decrypt_message(response.text, sign(*parts), parts[0], parts[1]))
        assert (reply.findtext("ToUserName"), reply.findtext("FromUserName")) == (self.openid, ACCOUNT)
        assert reply.findtext("MsgType") == "text"
        return reply.findtext("Content") or ""

    def says(self, words: str) -> str:
        return self.sends(self.text(words))
