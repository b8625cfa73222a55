"""Requests as the WeChat platform makes them, signed and encrypted beforehand: whoever measures does nothing but send."""

import itertools
import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from api.wechat.crypto import MessageCipher, signature
from api.wechat.settings import WeChatSettings
from api.wechat.xml import write

PATH = "/channels/wechat"
ACCOUNT = WeChatSettings.model_validate(
    {
        "token": "bench2026",
        "app_id": "wx0123456789abcdef",
        "app_secret": "unused",
        "encoding_aes_key": "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    }
)
_NUMBERS = itertools.count(time.time_ns())


class Sender:
    """Writes requests in 安全模式, each of another user unless told."""

    def __init__(self) -> None:
        self._token = ACCOUNT.token.get_secret_value()
        self._cipher = MessageCipher(ACCOUNT.encoding_aes_key.get_secret_value(), ACCOUNT.app_id)

    def text(self, words: str, number: int = 0) -> bytes:
        """Return a text message; ``number`` for the same message again."""
        number = number or next(_NUMBERS)
        return self._request({"MsgType": "text", "Content": words, "MsgId": str(number)}, f"o{number}")

    def event(self, name: str) -> bytes:
        """Return an event."""
        return self._request({"MsgType": "event", "Event": name, "EventKey": ""}, f"o{next(_NUMBERS)}")

    def _request(self, content: Mapping[str, str], openid: str) -> bytes:
        now, nonce = int(time.time()), secrets.token_hex(5)
        head: dict[str, str | int] = {"ToUserName": "gh_bench", "FromUserName": openid, "CreateTime": now}
        sealed = self._cipher.encrypt(write(head | content))
        query = {
            "signature": signature(self._token, str(now), nonce),
            "timestamp": now,
            "nonce": nonce,
            "openid": openid,
            "encrypt_type": "aes",
            "msg_signature": signature(self._token, str(now), nonce, sealed),
        }
        body = write({"ToUserName": "gh_bench", "Encrypt": sealed}).encode()
        head_lines = f"POST {PATH}?{urlencode(query)} HTTP/1.1\r\nhost: bench\r\ncontent-type: text/xml\r\n"
        return f"{head_lines}content-length: {len(body)}\r\n\r\n".encode() + body
