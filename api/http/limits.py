"""How much may be sent, and by whom: a body is counted while it arrives, an upload is not read before its sender is known."""

import re
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem

MAX_BODY = 64 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_IMPORT = 200 * 1024 * 1024
MAX_CONTENT = 8 * 1024 * 1024  # a code of 1,260 articles is about 1 MB
UPLOADS = (r"/api/documents", r"/api/imports", r"/api/entries/[^/]+/attachments")
_UPLOADS = re.compile("|".join(f"(?:{path})/?" for path in UPLOADS))

_IMPORTS = "/api/imports"
_CONTENT = ("/api/entries", "/api/preview/")

Known = Callable[[Request], Awaitable[bool]]


class BodyLimit:
    """Refuses bodies that are too long, declared or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the body while it arrives."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = _limit(scope)
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit:
            await problem(413, "too_large", "内容太大")(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413)  # the one error that reading a body passes on as it is
            return message

        await self._app(scope, counted, send)


class UploadGuard:
    """Refuses an upload of somebody who is not signed in, before its first byte is read."""

    def __init__(self, app: ASGIApp, known: Known) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask who it is; the route asks for the permission."""
        if scope["type"] == "http" and is_upload(scope) and not await self._known(Request(scope)):
            refusal = problem(401, "not_signed_in", "请先登录")
            refusal.headers["connection"] = "close"  # whatever is still on its way is of no interest
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _limit(scope: Scope) -> int:
    path: str = scope["path"]
    if is_upload(scope):
        return MAX_IMPORT if path.startswith(_IMPORTS) else MAX_UPLOAD
    if path.startswith("/internal/"):
        return MAX_UPLOAD
    return MAX_CONTENT if path.startswith(_CONTENT) else MAX_BODY


def is_upload(scope: Scope) -> bool:
    """Whether a request brings a file."""
    return scope["method"] == "POST" and _UPLOADS.fullmatch(scope["path"]) is not None
