"""The built console in a browser, with a service that is only a table of replies: pages are looked at without a database."""

import json
import mimetypes
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from tests.conftest import ROOT

ADDRESS = "http://console.test"
_BUILT = ROOT / "api" / "static" / "console"
_REPLIES = ROOT / "api" / "web" / "tests" / "console" / "fixtures" / "pages.json"


def replies() -> dict[str, Any]:
    """Return what the service says, by method and path."""
    found: dict[str, Any] = json.loads(_REPLIES.read_text("utf-8"))
    return found


def serve_console(context: BrowserContext, said: Mapping[str, Any]) -> None:
    """Answer every request of the context: pages from the build, ``/api`` from the table, 404 where it says nothing."""
    context.route(f"{ADDRESS}/**", lambda route: _answer(route, said))


def open_page(context: BrowserContext, path: str) -> Page:
    """Open a page of the console and wait until it has loaded what it shows."""
    page = context.new_page()
    page.goto(f"{ADDRESS}/console#{path}")
    page.wait_for_load_state("networkidle")
    return page


def _answer(route: Route, said: Mapping[str, Any]) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/api/"):
        _reply(route, said, f"{route.request.method} {path}")
    elif path.startswith("/static/console/"):
        file = _BUILT / path.removeprefix("/static/console/")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(body=(_BUILT / "index.html").read_bytes(), content_type="text/html")


def _reply(route: Route, said: Mapping[str, Any], call: str) -> None:
    if call in said:
        route.fulfill(json=said[call])
    elif call == "GET /api/session":
        _problem(route, 401, "not_signed_in", "请先登录")
    else:
        _problem(route, 404, "not_found", f"没有 {call}")


def _problem(route: Route, status: int, code: str, detail: str) -> None:
    route.fulfill(status=status, json={"code": code, "detail": detail}, content_type="application/problem+json")
