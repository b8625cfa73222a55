"""The widget in a browser: its size, how soon an answer is painted, what shifts, what axe-core and the console say.

``python -m scripts.bench.widget http://127.0.0.1:8000`` prints JSON; the service has to run there.
"""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx2
import numpy as np
import typer
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from knowledge.errors import Unavailable
from scripts.bench.channel_sections import WIDGET, widget_section
from scripts.bench.command import run_command
from scripts.bench.machine import describe
from scripts.bench.performance import report
from scripts.bench.places import ROOT

QUESTIONS = (
    "我租房住，公积金能提吗？", "那要准备哪些材料？", "职工养老保险要缴够多少年才能按月领养老金？", "孩子满六岁就能上小学吗？",
    "向政府申请公开信息，一般要交钱吗？", "营业执照从申请到拿到手要等几天？", "高龄津贴怎么申请？", "信息处理费怎么收？",
)  # fmt: skip
_WITNESS = Path(__file__).with_suffix(".js")
_AXE = ROOT / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
_ANSWER_MILLISECONDS, _LOOK_MILLISECONDS = 20_000, 20
_DESK, _NARROW = (1280, 900), (320, 640)


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to look at the page."""

    name: str
    size: tuple[int, int] = _DESK
    dark: bool = False
    elder: bool = False
    language: str = "zh-CN"


MODES = (
    Mode("usual"), Mode("dark", dark=True), Mode("elder", elder=True), Mode("narrow", _NARROW),
    Mode("narrow_elder", _NARROW, elder=True), Mode("english", language="en"), Mode("traditional", language="zh-Hant"),
)  # fmt: skip


def measure(address: str, browser: Browser) -> dict[str, Any]:
    """Return the figures; lists of faults are empty when there is nothing to complain of."""
    script = httpx2.get(f"{address}/widget.js", trust_env=False).raise_for_status().content
    with _page(browser, address, Mode("usual")) as (page, faults, urls):
        for question in QUESTIONS:
            _ask(page, question)
        seen = page.evaluate("window.benchWidget")
    waits = np.subtract(seen["painted"], seen["arrived"])
    return {
        "gzip_kb": round(len(gzip.compress(script, 9)) / 1000, 2),
        "painted_ms": {"n": len(waits), "p50": _at(waits, 50), "p95": _at(waits, 95), "max": _at(waits, 100)},
        "cls": round(seen["shifts"], 4),
        "third_party": [url for url in urls if not url.startswith(address)],
        "console": faults + seen["failures"],
        "axe": {mode.name: _axe(browser, address, mode) for mode in MODES},
    }


@contextmanager
def _page(browser: Browser, address: str, mode: Mode) -> Iterator[tuple[Page, list[str], list[str]]]:
    """Open the citizen page; what goes wrong and what is called is added to the lists."""
    viewport: ViewportSize = {"width": mode.size[0], "height": mode.size[1]}
    with browser.new_context(
        locale="zh-CN", viewport=viewport, color_scheme="dark" if mode.dark else "light", reduced_motion="reduce"
    ) as context:
        page, faults, urls = context.new_page(), list[str](), list[str]()
        page.add_init_script(path=_WITNESS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: urls.append(request.url))
        page.goto(address)
        if mode.elder:
            page.get_by_test_id("elder").click()
        if mode.language != "zh-CN":
            page.get_by_test_id("language").select_option(mode.language)
        yield page, faults, urls


def _ask(page: Page, question: str) -> None:
    before = page.get_by_test_id("answer").count()
    page.get_by_test_id("message-box").fill(question)
    page.get_by_test_id("send").click()
    page.get_by_test_id("answer").nth(before).wait_for(timeout=_ANSWER_MILLISECONDS)
    while page.evaluate("window.benchWidget.painted.length !== window.benchWidget.arrived.length"):
        page.wait_for_timeout(_LOOK_MILLISECONDS)  # the page's own policy forbids what waits by itself


def _axe(browser: Browser, address: str, mode: Mode) -> list[str]:
    """Return the serious and critical faults that axe-core finds, an answer and its citations on the page."""
    with _page(browser, address, mode) as (page, _faults, _urls):
        _ask(page, QUESTIONS[0])
        page.evaluate(_AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [fault["id"] for fault in found["violations"] if fault["impact"] in {"serious", "critical"}]


def _at(values: NDArray[np.float64], percent: float) -> float:
    return round(float(np.percentile(values, percent)), 1)


def main(
    address: Annotated[str, typer.Argument(help="where the service runs")],
    chromium: Annotated[str, typer.Option(help="the browser")] = shutil.which("chromium") or "",
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure the widget of a running service."""
    if not chromium:
        raise Unavailable("没有找到 Chromium", remedy="用 --chromium 指明它的位置")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        figures = {"machine": describe(), **measure(address.rstrip("/"), browser)}
    report(docs, WIDGET, figures, widget_section)


if __name__ == "__main__":
    run_command(main)
