"""``/channels/wecom``: WeCom says that there is something to read. The callback carries no message."""

from collections.abc import Callable, Mapping

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from api.wechat.crypto import MessageCipher, check_signature
from api.wechat.refusals import CallbackRefused
from api.wechat.xml import parse
from api.wecom.settings import WeComSettings

_EVENT = "kf_msg_or_event"
_log = structlog.get_logger()


class WeComCallback:
    """Answers WeCom for one account. ``notice`` is told the token that reading may use."""

    def __init__(self, settings: WeComSettings, notice: Callable[[str], None]) -> None:
        self._token = settings.token.get_secret_value()
        self._cipher = MessageCipher(settings.encoding_aes_key.get_secret_value(), settings.corp_id)
        self._open_kfid = settings.open_kfid
        self._notice = notice

    async def __call__(self, request: Request) -> Response:
        """Answer one request. A replayed one only makes us look once more, so none has to be remembered.

        Raises:
            CallbackRefused: it is not the platform that asks, or what it sent cannot be read.
        """
        query = request.query_params
        try:
            if request.method != "POST":
                return PlainTextResponse(self._opened(query, query.get("echostr", "")))
            body = parse(await request.body())
            fields = parse(self._opened(query, body.get("Encrypt", "")))
        except CallbackRefused as refusal:
            _log.warning("wecom_callback_refused", code=refusal.tencent.value)
            raise
        except ClientDisconnect:
            return Response(status_code=400)
        if fields.get("Event") == _EVENT and fields.get("OpenKfId") == self._open_kfid:
            self._notice(fields.get("Token", ""))
        return PlainTextResponse("success")

    def _opened(self, query: Mapping[str, str], sealed: str) -> bytes:
        given, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        check_signature(given, self._token, timestamp, nonce, sealed)
        return self._cipher.decrypt(sealed)
