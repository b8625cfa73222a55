"""A web site on this machine that tests watch: pages can be changed, slow, huge, moved, and it counts who asks what."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from api.http.sockets import listen


def page_html(title: str, number: str, *articles: str, furniture: str = "") -> str:
    """Return a page as government sites make them."""
    body = "".join(f"<p>第{n}条 {text}</p>" for n, text in zip("一二三四五六七八九", articles, strict=False))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>首页</a>{furniture}</nav>"
        f"<div class='article'><h1>{title}</h1><p>{number}</p>{body}</div><footer>版权所有 {furniture}</footer></body></html>"
    )


@dataclass
class Site:
    """What the site serves. ``asked`` lists (path, If-None-Match) in order; ``busy`` and ``delay`` are by path."""

    port: int = 0
    pages: dict[str, str | bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    busy: dict[str, tuple[int, str]] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append((path, request.headers.get("if-none-match", "")))
        self.agents.add(request.headers["user-agent"])
        self.hosts.add(request.headers["host"])
        if path in self.busy:
            status, after = self.busy[path]
            return Response(status_code=status, headers={"retry-after": after} if after else {})
        if path in self.moved:
            return RedirectResponse(self.moved[path])
        if path in self.endless | self.slow:
            return StreamingResponse(self._stream(path), media_type="text/html")
        if path not in self.pages:
            return Response(status_code=404)
        found = self.pages[path]
        body = found.encode() if isinstance(found, str) else found
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag})
        return Response(body, media_type="text/html; charset=utf-8", headers={"etag": etag})

    async def _stream(self, path: str) -> AsyncIterator[bytes]:
        for _ in range(2000):
            yield b"<p>" + b"x" * (10 if path in self.slow else 65536)
            await asyncio.sleep(0.2 if path in self.slow else 0)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve a site on a free port of loopback."""
    app = Starlette(routes=[Route("/{path:path}", site.answer)])
    (socket,) = listen("127.0.0.1", 0)
    site.port = socket.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1, lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[socket])))
    thread.start()
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join(10)
