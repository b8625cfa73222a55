"""What happens around every request: a size limit, security headers, a request id, the clock of the metrics."""

from collections.abc import Iterable
from http import HTTPMethod
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.health.metrics import REQUEST_SECONDS
from api.http.problems import problem

MAX_BODY = 64 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_IMPORT = 200 * 1024 * 1024
# The limit of a path is that of the first prefix it begins with; multipart files go to disk while they arrive.
_LIMITS = (("/api/documents", MAX_UPLOAD), ("/internal/", MAX_UPLOAD), ("/api/imports", MAX_IMPORT))
_METHODS = frozenset(HTTPMethod)


class BodyLimit:
    """Refuses bodies that are too long, declared or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the body while it arrives."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = next((limit for prefix, limit in _LIMITS if scope["path"].startswith(prefix)), MAX_BODY)
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


class SecurityHeaders:
    """A strict content policy; only the sites on the list may frame the pages."""

    def __init__(self, app: ASGIApp, frame_ancestors: Iterable[str] = ()) -> None:
        self._app = app
        ancestors = " ".join(("'self'", *frame_ancestors))
        self._headers = {
            "content-security-policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            f"form-action 'self'; frame-ancestors {ancestors}",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every response."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class RequestLog:
    """Binds a request id to the log, times the request by its route, never by its words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, started, status = uuid4().hex[:12], perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, watched)
        finally:
            structlog.contextvars.clear_contextvars()
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            REQUEST_SECONDS.labels(method, route, str(status)).observe(perf_counter() - started)
