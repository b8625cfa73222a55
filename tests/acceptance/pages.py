"""The built pages of the console in a browser, without a service: a fake one answers inside the page."""

import mimetypes
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.conftest import ROOT, missing

_WEB = ROOT / "api" / "web"
_BUILT = ROOT / "api" / "static" / "console"
_ADDRESS = "http://console.test"


def fake_service(folder: Path) -> Path:
    """Bundle the in-memory service of the web tests into one script."""
    bundler = _WEB / "node_modules" / ".bin" / "rolldown"
    if not bundler.exists() or not _BUILT.is_dir():
        missing("no built console: run make setup")
    script = folder / "fake.js"
    source = _WEB / "tests" / "console" / "in-browser.ts"
    subprocess.run([bundler, source, "--format", "iife", "-o", script], check=True, capture_output=True, timeout=60)
    return script


@contextmanager
def console_page(browser: Browser, fake: Path, width: int, scheme: str) -> Iterator[Page]:
    """Open a window of this width, in light or dark colours."""
    with browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    ) as context:
        context.add_init_script(path=fake)
        context.route("**/*", _serve)
        yield context.new_page()


def open_at(page: Page, path: str) -> None:
    """Go to an address of the console, given as what stands after the ``#``."""
    page.goto("about:blank")  # another part after the # alone would not load the page anew
    page.goto(f"{_ADDRESS}/console#{path}")


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(_ADDRESS).partition("#")[0].partition("?")[0]
    file = _BUILT / ("index.html" if path == "/console" else path.removeprefix("/static/console/"))
    if not file.is_file():
        route.fulfill(status=404)
        return
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "text/html")
