"""The console, as a member of staff uses it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.citizen import accessibility_faults, picture
from tests.acceptance.service import Service

PASSWORD = "Egret-2026-lake"
SLOW_MILLISECONDS = 30_000  # what the service reads and stores meanwhile


@dataclass(frozen=True, slots=True)
class StaffPage:
    """The console in a browser of one person's own. ``pictures`` is where its pages are drawn."""

    page: Page
    pictures: Path

    @classmethod
    def sign_in(
        cls, browser: Browser, service: Service, username: str, one_time_password: str, pictures: Path
    ) -> "StaffPage":
        """Sign in for the first time: the one-time password has to be changed."""
        context = browser.new_context(
            base_url=service.address, locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto("/console")
        page.get_by_test_id("username").fill(username)
        page.get_by_test_id("password").fill(one_time_password)
        page.get_by_test_id("sign-in").click()
        expect(page.get_by_role("heading", name="请设置新密码")).to_be_visible(timeout=SLOW_MILLISECONDS)
        for field in ("new-password", "repeated-password"):
            page.get_by_test_id(field).fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        expect(page.get_by_test_id("sign-out")).to_be_visible(timeout=SLOW_MILLISECONDS)
        return cls(page, pictures)

    def open(self, place: str) -> "StaffPage":
        """Go to a page by its address after the ``#``."""
        self.page.goto("about:blank")
        self.page.goto(f"/console#{place}")
        return self

    def at(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def upload(self, *files: Path) -> "StaffPage":
        """Try files out on the page of imports and wait until they are read."""
        self.open("/imports")
        self.at("files").set_input_files(list(files))
        self.at("start-import").click()
        expect(self.at("confirm-import")).to_be_visible(timeout=SLOW_MILLISECONDS)
        return self

    def confirm(self, reason: str = "") -> None:
        """Say yes in the dialogue that is open."""
        dialog = self.page.get_by_role("dialog")
        if reason:
            dialog.get_by_test_id("reason").fill(reason)
        dialog.get_by_test_id("confirm").click()
        expect(dialog).to_be_hidden(timeout=SLOW_MILLISECONDS)

    def entry(self, title: str) -> "StaffPage":
        """Open the entry with this title from the list."""
        self.open("/entries")
        self.at("entry-query").fill(title)
        self.at("entry-query").press("Enter")
        self.page.get_by_test_id("entry-link").filter(has_text=title).first.click()
        expect(self.at("entry-title")).to_contain_text(title)
        return self

    def act(self, action: str, reason: str = "") -> "StaffPage":
        """Do something with the open entry."""
        self.at(f"action-{action}").click()
        self.confirm(reason)
        return self

    def draw(self, name: str) -> None:
        """Take a picture; the page must be usable by all."""
        picture(self.page, self.pictures, name)
        faults = accessibility_faults(self.page)
        assert faults == [], f"{name}: {faults}"
