"""``/channels/wechat`` over HTTP, before everything that is there for browsers: the platform counts milliseconds."""

import asyncio
from time import perf_counter
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.health.metrics import REQUEST_SECONDS
from api.wechat.building import WeChat
from api.wechat.callback import Reply
from api.wechat.refusals import CallbackRefused
from api.wechat.xml import MAX_BYTES

PATH = "/channels/wechat"
_BODY_SECONDS = 4.0
_PARAMETERS = 20
_ALLOWED = ("GET", "POST")


class _NotTaken(Exception):
    """A request that gets a status and nothing else."""

    def __init__(self, status: int) -> None:
        self.status = status


class WeChatFront:
    """Answers the platform where the service has an account, and passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""
        if scope["type"] != "http" or scope["path"] != PATH or (account := _account(scope)) is None:
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 200
        try:
            await self._answer(account, scope, receive, send)
        except CallbackRefused as refusal:
            status = refusal.http_status
            await _send(send, status, refusal.message)
        except _NotTaken as other:
            status = other.status
            await _send(send, status, "")
        finally:
            method = scope["method"] if scope["method"] in _ALLOWED else "other"
            REQUEST_SECONDS.labels(method, PATH, str(status)).observe(perf_counter() - started)

    async def _answer(self, account: WeChat, scope: Scope, receive: Receive, send: Send) -> None:
        arrived = asyncio.get_running_loop().time()
        if scope["method"] not in _ALLOWED:
            raise _NotTaken(405)
        query = _query(scope["query_string"])
        if scope["method"] == "GET":
            await _send(send, 200, account.callback.verify(query))
            return
        reply = await account.callback.take(query, await _body(receive), arrived)
        if reply.key and await Request(scope, receive).is_disconnected():
            return  # nobody is there any more: it stays offered, and the platform asks again or is told
        await _send(send, 200, reply.body, reply.media_type)
        await account.callback.confirm(reply)


def _account(scope: Scope) -> WeChat | None:
    account: WeChat | None = scope["app"].state.service.wechat
    return account


def _query(given: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(given.decode("latin-1"), keep_blank_values=True, max_num_fields=_PARAMETERS))
    except ValueError as error:
        raise _NotTaken(400) from error


async def _body(receive: Receive) -> bytes:
    """Return the body; refuse one that is too long, or takes too long to come."""
    body: bytes = b""
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > MAX_BYTES:
                    raise _NotTaken(413)
                if not message.get("more_body", False):
                    return body
    except TimeoutError as error:
        raise _NotTaken(408) from error


async def _send(send: Send, status: int, body: str, media_type: bytes = Reply.TEXT) -> None:
    content = body.encode()
    headers = [
        (b"content-type", media_type),
        (b"content-length", str(len(content)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
