"""The envelope around a message: signed, in two of the modes encrypted, fresh, and not seen before."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping

from api.wechat.crypto import MessageCipher, check_signature, signature
from api.wechat.refusals import CallbackRefused, TencentCode
from api.wechat.settings import Mode, WeChatSettings
from api.wechat.xml import parse, write
from knowledge.clock import Clock

SUCCESS = "success"
_NOT_A_TIME = -1


class Envelopes:
    """Opens what the platform sends to one account, and seals the replies."""

    def __init__(self, settings: WeChatSettings, clock: Clock, fresh_seconds: int) -> None:
        """Refuse whatever is more than ``fresh_seconds`` off the clock."""
        self._token = settings.token.get_secret_value()
        self._cipher = (
            None
            if settings.mode is Mode.PLAIN
            else MessageCipher(settings.encoding_aes_key.get_secret_value(), settings.app_id)
        )
        self._clock = clock
        self._fresh = fresh_seconds
        self._seen = _Seen()

    def verify_address(self, query: Mapping[str, str]) -> str:
        """Return what the platform wants to hear when an address is entered there (URL 验证).

        Raises:
            CallbackRefused: whoever asks does not know the token.
        """
        check_signature(query.get("signature", ""), self._token, query.get("timestamp", ""), query.get("nonce", ""))
        return query.get("echostr", "")

    def open(self, query: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        """Return the elements of a message. In compatible mode only the encrypted half counts: nothing signs the other.

        Raises:
            CallbackRefused: forged, broken, stale, or the same request as before.
        """
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        encrypted = query.get("encrypt_type", "raw") == "aes"
        if encrypted is not (self._cipher is not None):
            raise CallbackRefused(TencentCode.DECRYPT, "加解密方式与设置不一致")
        if self._cipher is None:
            given = query.get("signature", "")
            check_signature(given, self._token, timestamp, nonce)
            self._check_fresh(timestamp, given)
            return parse(body)
        given, sealed = query.get("msg_signature", ""), parse(body).get("Encrypt", "")
        check_signature(given, self._token, timestamp, nonce, sealed)
        self._check_fresh(timestamp, given)
        return parse(self._cipher.decrypt(sealed))

    def text_reply(self, fields: Mapping[str, str], text: str) -> str:
        """Return the body that answers a message with text."""
        now = int(self._clock().timestamp())
        reply = write(
            {
                "ToUserName": fields.get("FromUserName", ""),
                "FromUserName": fields.get("ToUserName", ""),
                "CreateTime": now,
                "MsgType": "text",
                "Content": text,
            }
        )
        return self._sealed(reply, now) if self._cipher is not None else reply

    def _sealed(self, reply: str, now: int) -> str:
        assert self._cipher is not None  # noqa: S101
        encrypted, nonce = self._cipher.encrypt(reply), secrets.token_hex(5)
        return write(
            {
                "Encrypt": encrypted,
                "MsgSignature": signature(self._token, str(now), nonce, encrypted),
                "TimeStamp": now,
                "Nonce": nonce,
            }
        )

    def _check_fresh(self, timestamp: str, given: str) -> None:
        now, sent = self._clock().timestamp(), _seconds(timestamp)
        if abs(now - sent) > self._fresh:
            raise CallbackRefused(TencentCode.SIGNATURE, "请求的时间不对")
        if not self._seen.add(given, now, sent + self._fresh):
            raise CallbackRefused(TencentCode.SIGNATURE, "这个请求已经收到过")


class _Seen:
    """Signatures that were taken. Each covers timestamp and nonce; one too old to be fresh need not be remembered."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def add(self, given: str, now: float, until: float) -> bool:
        """Remember a signature; False where it is known."""
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)
        if given in self._until:
            return False
        self._until[given] = until
        return True


def _seconds(timestamp: str) -> int:
    return int(timestamp) if timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 10 else _NOT_A_TIME
