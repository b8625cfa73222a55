"""Websites that embed the widget: a small server on another origin plays one page after the other."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HTML = "<!doctype html>"
HEAD = '<html lang="zh-CN"><head><meta charset="utf-8"><title>示例网站</title>{head}</head><body>{body}</body></html>'


@dataclass(frozen=True, slots=True)
class HostPage:
    """What the site answers at ``/``: the page, its content policy, and files beside it."""

    body: str
    head: str = ""
    policy: str = ""
    doctype: str = HTML
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def html(self) -> str:
        return self.doctype + HEAD.format(head=self.head, body=self.body)


class Site(ThreadingHTTPServer):
    """Serves whatever page it is given, and nothing else."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.page = HostPage("")

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        page = self.server.page
        path = self.path.partition("?")[0]
        if path == "/":
            self._answer(page.html, "text/html; charset=utf-8", page.policy)
        elif path in page.files:
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            self._answer(page.files[path], f"{kind}; charset=utf-8")
        else:  # a browser asks for an icon by itself
            self.send_response(204 if path == "/favicon.ico" else 404)
            self.end_headers()

    def _answer(self, text: str, kind: str, policy: str = "") -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        if policy:
            self.send_header("content-security-policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def site(port: int) -> Iterator[Site]:
    """Run a site until the end of the block."""
    server = Site(port)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
