"""Staff close a channel and announce something, by keyboard, wide and narrow, in light and dark colours."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.acceptance.citizen import accessibility_faults, picture, scrolls_sideways
from tests.acceptance.console_replies import open_page, replies, serve_console

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def _faults(page: Page, folder: Path, name: str) -> list[str]:
    picture(page, folder, name)
    return [
        f"{name}: {fault}" for fault in [*accessibility_faults(page), *(["too wide"] if scrolls_sideways(page) else [])]
    ]


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_closing_and_announcing_by_keyboard(
    browser: Browser, viewport: ViewportSize, scheme: str, tmp_path: Path
) -> None:
    faults = []
    with browser.new_context(
        locale="zh-CN",
        viewport=viewport,
        color_scheme=scheme,
        reduced_motion="reduce",
        timezone_id="Asia/Shanghai",  # type: ignore[arg-type]
    ) as context:
        serve_console(context, replies())
        page = open_page(context, "/channels")
        expect(page.get_by_test_id("channel")).to_have_count(5)
        faults += _faults(page, tmp_path, "channels")

        page.get_by_role("button", name="关闭网站").focus()
        page.keyboard.press("Enter")
        page.get_by_test_id("switch-notice").fill("今晚八点升级，明早恢复。")
        expect(page.get_by_test_id("citizen-preview")).to_contain_text("今晚八点升级")
        expect(page.get_by_test_id("confirm")).to_be_disabled()
        faults += _faults(page, tmp_path, "closing")
        page.get_by_test_id("reason").fill("升级")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_test_id("confirm")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("dialog")).to_have_count(0)

        page.get_by_test_id("new-announcement").focus()
        page.keyboard.press("Enter")
        page.get_by_test_id("announcement-text").fill("周六停电，暂停服务。")
        page.get_by_test_id("announcement-from").fill("2026-12-05T08:00")
        page.get_by_test_id("announcement-to").fill("2026-12-05T20:00")
        faults += _faults(page, tmp_path, "announcing")
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("dialog")).to_have_count(0)
    assert faults == []
