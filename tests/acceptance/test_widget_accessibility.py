"""WCAG 2.2 AA, as far as a machine can hold it: what ``/accessibility`` tells citizens rests on these."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.acceptance.citizen import CitizenPage, accessibility_faults, picture, scrolls_sideways
from tests.acceptance.service import Service
from tests.acceptance.widget_tour import (
    BEGINNING,
    CUT_TEXT,
    FOCUSED,
    LOW_BUTTONS,
    QUESTION,
    SMALL_TARGETS,
    SPACED,
    Tour,
    publish_rule,
)

DESK: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # a screen of 1280 x 1024 at 400 %
MARK = "本记录中的答复由人工智能生成"
MODES = {
    "normal": {},
    "dark": {"color_scheme": "dark"},
    "elder": {},
    "dark elder": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "zh-Hant": {},
    "en": {},
}


@pytest.fixture(scope="module", autouse=True)
def rule(service: Service, tmp_path_factory: pytest.TempPathFactory) -> None:
    publish_rule(service, tmp_path_factory.mktemp("rule"))


def context_of(browser: Browser, service: Service, viewport: ViewportSize = DESK, **changes: object) -> BrowserContext:
    return browser.new_context(  # type: ignore[misc]  # the keys of MODES are parameters of it
        base_url=service.address, locale="zh-CN", viewport=viewport, reduced_motion="reduce", **changes
    )


def opened(context: BrowserContext, mode: str = "normal") -> Page:
    page = CitizenPage(context.new_page()).open().page
    if "elder" in mode:
        page.get_by_test_id("elder").click()
    if mode in {"zh-Hant", "en"}:
        page.get_by_test_id("language").select_option(mode)
    return page


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_serious_in_any_state(browser: Browser, service: Service, mode: str, tmp_path: Path) -> None:
    with context_of(browser, service, **MODES[mode]) as context:
        page = opened(context, mode)
        faults = {}
        for number, state in enumerate(Tour(page).states()):
            picture(page, tmp_path, f"{number}-{state}")
            if found := accessibility_faults(page):
                faults[state] = found
        assert faults == {}


@pytest.mark.parametrize("mode", ["normal", "elder", "en"])
@pytest.mark.parametrize("viewport", [NARROW, ZOOMED], ids=["320 px", "400 %"])
def test_everything_is_there_on_a_narrow_screen(
    browser: Browser, service: Service, viewport: ViewportSize, mode: str, tmp_path: Path
) -> None:
    with context_of(browser, service, viewport) as context:
        page = opened(context, mode)
        for number, state in enumerate(Tour(page).states()):
            picture(page, tmp_path, f"{number}-{state}")
            assert not scrolls_sideways(page), state
            assert page.evaluate(CUT_TEXT) == [], state


def test_text_may_be_twice_as_large(browser: Browser, service: Service, tmp_path: Path) -> None:
    with context_of(browser, service) as context:
        page = opened(context)
        context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        for number, state in enumerate(Tour(page).states()):
            picture(page, tmp_path, f"{number}-{state}")
            assert page.evaluate(CUT_TEXT) == [], state
            assert not scrolls_sideways(page), state


def test_text_may_be_spaced_by_the_reader(browser: Browser, service: Service, tmp_path: Path) -> None:
    with context_of(browser, service, NARROW) as context:
        page = opened(context)
        for number, state in enumerate(Tour(page).states()):
            page.evaluate(SPACED)
            picture(page, tmp_path, f"{number}-{state}")
            assert page.evaluate(CUT_TEXT) == [], state
            assert not scrolls_sideways(page), state


def test_targets_can_be_hit(browser: Browser, service: Service) -> None:
    with context_of(browser, service) as context:
        page = opened(context)
        small = {state: page.evaluate(SMALL_TARGETS) for state in Tour(page).states()}
        assert {state: found for state, found in small.items() if found} == {}


@pytest.mark.parametrize("mode", ["normal", "elder"])
def test_fingers_have_44_pixels(browser: Browser, service: Service, mode: str) -> None:
    with context_of(browser, service, {"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = opened(context, mode)
        low = {state: page.evaluate(LOW_BUTTONS) for state in Tour(page).states()}
        assert {state: found for state, found in low.items() if found} == {}


class Keyboard:
    """Somebody who has no mouse. Wherever the focus goes, it is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str, key: str = "Tab", most: int = 40) -> None:
        """Press a key until the focus is on what is named."""
        seen = []
        for _ in range(most):
            self.page.keyboard.press(key)
            focused = self.page.evaluate(FOCUSED)
            assert focused["shown"], focused
            assert focused["outline"] != "none", focused
            if focused["name"] == name:
                return
            seen.append(focused["name"])
        raise AssertionError(f"{name} was not reached by {key}: {seen}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    @property
    def at(self) -> str:
        return str(self.page.evaluate(FOCUSED)["name"])


@pytest.fixture
def keyboard(browser: Browser, service: Service) -> Iterator[Keyboard]:
    with context_of(browser, service) as context:
        yield Keyboard(opened(context))


def test_the_whole_story_by_keyboard(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.to("message-box")
    page.keyboard.type(BEGINNING)
    expect(page.get_by_test_id("suggestion").first).to_be_visible()
    keyboard.press("ArrowDown")
    keyboard.press("Escape")
    expect(page.get_by_test_id("suggestions")).to_be_hidden()
    keyboard.press("Control+a")
    page.keyboard.type(QUESTION)
    keyboard.press("Enter")
    expect(page.get_by_test_id("answer")).to_be_visible(timeout=15_000)

    keyboard.to("open-clause", "Shift+Tab")
    keyboard.press("Enter")
    expect(page.get_by_test_id("cited-clause")).to_be_visible()
    keyboard.to("copy-clause")
    keyboard.press("Escape")
    assert keyboard.at == "open-clause"

    keyboard.to("unhelpful")
    keyboard.press("Enter")
    expect(page.get_by_test_id("reason-wrong")).to_be_focused()
    keyboard.press("Space")
    keyboard.to("reason-send")
    keyboard.press("Enter")
    expect(page.get_by_test_id("feedback-result")).to_be_focused()
    keyboard.to("feedback-change")

    keyboard.to("tools", "Shift+Tab")
    keyboard.press("Enter")
    keyboard.to("tool-copy")
    keyboard.press("Escape")
    assert keyboard.at == "tools"
    keyboard.press("Enter")
    keyboard.to("tool-person")
    keyboard.press("Enter")
    expect(page.get_by_test_id("person-question")).to_have_value(QUESTION)
    keyboard.to("person-send")
    keyboard.press("Enter")
    expect(page.get_by_test_id("person-receipt").get_by_test_id("consult-code")).to_be_visible()
    keyboard.press("Escape")
    assert keyboard.at == "tools"


def test_every_control_has_a_name(page: Page) -> None:
    CitizenPage(page).open()
    CitizenPage(page).ask(QUESTION)
    widget = page.locator("yihaoda-chat")
    controls = [*widget.get_by_role("button").all(), *widget.get_by_role("link").all()]
    assert sorted(control.inner_text() for control in controls) == sorted([
        "人工 12345", "大字版", "新对话", "更多", "《示例市家庭雨水收集补助办法》第三条", "复制", "有帮助", "没帮助", "发送", "复制",
    ])  # fmt: skip
    for role, name in [
        ("combobox", "选择所在地"),
        ("combobox", "界面语言"),
        ("combobox", "请输入您的问题"),
        ("log", "对话记录"),
        ("region", "一号答 政策咨询智能助手"),
        ("button", "复制咨询编号"),
    ]:
        expect(widget.get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]  # one of the roles it knows


def test_what_is_announced_is_the_answer_alone(page: Page) -> None:
    CitizenPage(page).open()
    answer = CitizenPage(page).ask(QUESTION)
    expect(page.get_by_test_id("log")).to_have_attribute("aria-live", "polite")
    silent = "element => Boolean(element.closest('[aria-live=off]'))"
    assert not answer.get_by_test_id("answer-text").evaluate(silent)
    for name in ("citation", "copy"):
        assert answer.get_by_test_id(name).first.evaluate(silent), name


def test_large_type_is_24_pixels_with_wide_lines(page: Page) -> None:
    CitizenPage(page).open()
    page.get_by_test_id("elder").click()
    text = CitizenPage(page).ask(QUESTION).get_by_test_id("answer-text")
    size, height = text.evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).lineHeight].map(parseFloat)")
    assert size >= 24
    assert height >= 1.5 * size
    expect(page.locator("yihaoda-chat").get_by_role("link", name="人工 12345")).to_be_visible()


def test_the_conversation_leaves_with_its_mark(page: Page, tmp_path: Path) -> None:
    # A frame that prints calls its own print: the test looks at what it would print.
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; };")
    CitizenPage(page).open()
    CitizenPage(page).ask(QUESTION)
    code = page.get_by_test_id("consult-code").inner_text()
    for tool, suffix in (("tool-text", ".txt"), ("tool-page", ".html")):
        page.get_by_test_id("tools").click()
        with page.expect_download() as download:
            page.get_by_test_id(tool).click()
        assert download.value.suggested_filename.endswith(suffix)
        download.value.save_as(tmp_path / f"saved{suffix}")
        saved = (tmp_path / f"saved{suffix}").read_text("utf-8")
        assert saved.count(MARK) == 2
        assert all(part in saved for part in (code, QUESTION, "示政办〔2026〕3号", "第三条", "每户补助三百元"))
    assert 'name="AIGC"' in saved
    page.get_by_test_id("tools").click()
    page.get_by_test_id("tool-print").click()
    page.wait_for_function("window.printed")
    printed = page.evaluate("window.printed")
    assert printed.count(MARK) == 2
    assert code in printed


def test_the_saved_page_can_be_read_by_everybody(browser: Browser, page: Page, tmp_path: Path) -> None:
    CitizenPage(page).open()
    CitizenPage(page).ask(QUESTION)
    page.get_by_test_id("tools").click()
    with page.expect_download() as download:
        page.get_by_test_id("tool-page").click()
    download.value.save_as(tmp_path / "saved.html")
    with browser.new_context(viewport=NARROW) as context:
        saved = context.new_page()
        saved.goto((tmp_path / "saved.html").as_uri())
        picture(saved, tmp_path, "saved")
        assert accessibility_faults(saved) == []
        assert not scrolls_sideways(saved)


@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "320 px"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_statement_is_accessible_itself(
    browser: Browser, service: Service, viewport: ViewportSize, scheme: str, tmp_path: Path
) -> None:
    with context_of(browser, service, viewport, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto("/accessibility")
        expect(page.get_by_role("heading", level=1)).to_have_text("无障碍声明")
        picture(page, tmp_path, "statement")
        assert accessibility_faults(page) == []
        assert not scrolls_sideways(page)


def test_the_statement_is_linked_from_widget_and_page(page: Page) -> None:
    CitizenPage(page).open()
    page.get_by_test_id("tools").click()
    expect(page.get_by_test_id("accessibility")).to_have_attribute("href", re.compile("/accessibility$"))
    expect(page.locator("footer").get_by_role("link", name="无障碍声明")).to_be_visible()
