"""Draw the pictures of the README from a running service: ``python -m tests.acceptance.pictures http://127.0.0.1:8000``."""

import shutil
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.acceptance.citizen import CitizenPage, picture
from tests.acceptance.conftest import CHROMIUM
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "images"
QUESTION = "我租房住，公积金能提吗？"


@dataclass(frozen=True, slots=True)
class Screen:
    """What a picture is taken of."""

    name: str
    viewport: ViewportSize
    scale: float = 1.0
    elder: bool = False


SCREENS = (
    Screen("citizen-desktop", {"width": 1280, "height": 900}),
    Screen("citizen-phone", {"width": 390, "height": 844}, scale=1.5),
    Screen("citizen-phone-large-type", {"width": 390, "height": 844}, scale=1.5, elder=True),
)


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for screen in SCREENS:
            draw(browser, address, screen)
        browser.close()


def draw(browser: Browser, address: str, screen: Screen) -> None:
    """Ask the question and take the picture of its answer."""
    with browser.new_context(
        base_url=address, locale="zh-CN", viewport=screen.viewport, device_scale_factor=screen.scale, reduced_motion="reduce"
    ) as context:  # fmt: skip
        citizen = CitizenPage(context.new_page()).open()
        if screen.elder:
            citizen.page.get_by_test_id("elder").click()
        citizen.ask(QUESTION)
        citizen.page.wait_for_timeout(300)  # the log is scrolled a frame after the answer is there
        picture(citizen.page, FOLDER, screen.name)


if __name__ == "__main__":
    main(sys.argv[1])
