"""Every page around the entries: nothing that axe-core calls serious, and nothing wider than the screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from tests.acceptance.citizen import accessibility_faults, scrolls_sideways
from tests.acceptance.console_replies import open_page, replies, serve_console

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
Scheme = Literal["light", "dark"]
PAGES = (
    "/home",
    "/desk",
    "/conversations",
    "/conversations/c1",
    "/wall",
    "/imports",
    "/imports/i1",
    "/watches",
    "/calendar",
    "/dictionary",
    "/users",
    "/channels",
    "/account",
    "/audit",
)


@contextmanager
def looking(
    browser: Browser, viewport: ViewportSize, scheme: Scheme, *, signed_in: bool = True
) -> Iterator[BrowserContext]:
    """A browser window onto the console."""
    said = replies()
    if not signed_in:
        del said["GET /api/session"]
    with browser.new_context(
        locale="zh-CN", viewport=viewport, color_scheme=scheme, reduced_motion="reduce", timezone_id="Asia/Shanghai"
    ) as context:
        serve_console(context, said)
        yield context


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_every_page_can_be_used_by_everybody(browser: Browser, viewport: ViewportSize, scheme: Scheme) -> None:
    with looking(browser, viewport, scheme) as context:
        faults = {}
        for path in PAGES:
            page = open_page(context, path)
            expect(page.locator("h1")).to_be_visible()
            faults[path] = accessibility_faults(page) + (["too wide"] if scrolls_sideways(page) else [])
            page.close()
    assert {path: found for path, found in faults.items() if found} == {}


def test_the_original_shows_where_a_date_was_read_from(browser: Browser) -> None:
    with looking(browser, DESK, "light") as context:
        page = open_page(context, "/imports/i1")
        page.get_by_test_id("filter-new").click()
        page.get_by_test_id("preview-row").click()
        page.get_by_test_id("metadata").filter(has_text="施行日期").click()
        expect(page.get_by_test_id("marked")).to_contain_text("自2026年4月1日起施行")
        assert accessibility_faults(page) == []


def test_dialogues_can_be_used_by_everybody(browser: Browser) -> None:
    with looking(browser, DESK, "dark") as context:
        page = open_page(context, "/users")
        page.get_by_test_id("add-person").click()
        page.get_by_test_id("person-username").fill("chen")
        page.get_by_test_id("person-name").fill("陈晨")
        assert accessibility_faults(page) == []
        page.get_by_test_id("confirm").click()
        expect(page.get_by_test_id("one-time-value")).to_have_text("Rk7-wexo-2Tqd")
        assert accessibility_faults(page) == []


def test_signing_in_offers_the_single_sign_on(browser: Browser) -> None:
    with looking(browser, PHONE, "light", signed_in=False) as context:
        page = open_page(context, "/sign-in?ended=1")
        expect(page.get_by_test_id("sso")).to_have_text("用市统一身份认证登录")
        expect(page.get_by_test_id("session-ended")).to_be_visible()
        assert accessibility_faults(page) == []
