"""What happens around every request: security headers, a request id, the clock of the metrics, an end for surprises."""

from collections.abc import Iterable
from http import HTTPMethod
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.health.metrics import REQUEST_SECONDS
from api.http.client_address import coarse
from api.http.problems import MEDIA_TYPE, problem_of

_METHODS = frozenset(HTTPMethod)
_STAFF_ONLY = ("/api/", "/console")
_YEAR = 365 * 24 * 3600
_log = structlog.get_logger()


class SecurityHeaders:
    """A strict content policy; only the sites on the list may frame the citizen's pages, nobody the staff's."""

    def __init__(self, app: ASGIApp, frame_ancestors: Iterable[str] = (), *, https: bool = False) -> None:
        """Send what holds for HTTPS too, when ``https``."""
        self._app = app
        self._ancestors = " ".join(("'self'", *frame_ancestors))
        self._headers = {
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }
        if https:
            self._headers["strict-transport-security"] = f"max-age={_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every response."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._of(scope["path"]).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)

    def _of(self, path: str) -> dict[str, str]:
        staff = path.startswith(_STAFF_ONLY)
        headers = {**self._headers, "content-security-policy": _policy("'none'" if staff else self._ancestors)}
        if staff:
            headers["cross-origin-opener-policy"] = "same-origin"
        if path.startswith("/api/"):
            headers["cache-control"] = "no-store"  # neither a proxy nor the next person at this machine keeps a reply
        return headers


def _policy(ancestors: str) -> str:
    return (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {ancestors}"
    )


class LastResort:
    """Makes a problem of an error nobody foresaw, inside the other layers: its reply has their headers and its id too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 when nothing has been sent, and pass the error on to the server."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            _log.error("unhandled_error", path=scope["path"], exc_info=error)
            if not started:
                body = problem_of(error)
                await JSONResponse(body.model_dump(), body.status, media_type=MEDIA_TYPE)(scope, receive, send)
            raise


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

        structlog.contextvars.bind_contextvars(request_id=request_id, network=coarse((scope.get("client") or ("",))[0]))
        try:
            await self._app(scope, receive, watched)
        finally:
            structlog.contextvars.clear_contextvars()
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            REQUEST_SECONDS.labels(method, route, str(status)).observe(perf_counter() - started)
