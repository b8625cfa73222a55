"""Every page of the curators' desk is usable by all, wide and narrow, in light and dark colours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.citizen import accessibility_faults, picture, scrolls_sideways
from tests.acceptance.pages import console_page, fake_service, open_at


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fake_service(tmp_path_factory.mktemp("fake"))


def _list(page: Page) -> None:
    open_at(page, "/entries")
    expect(page.get_by_test_id("row").first).to_be_visible()


def _selection(page: Page) -> None:
    _list(page)
    for _ in range(4):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.get_by_test_id("bulk-approve").click()
    page.get_by_test_id("confirm").click()
    expect(page.get_by_test_id("bulk-failed")).to_have_count(1)


def _nothing_found(page: Page) -> None:
    open_at(page, "/entries?q=没有这样的标题")
    expect(page.get_by_test_id("empty")).to_be_visible()


def _document(page: Page) -> None:
    open_at(page, "/entries/e0")
    page.get_by_test_id("folded-row").nth(6).locator("summary").click()
    expect(page.get_by_test_id("field-clauses.6.text")).to_be_visible()


def _interpretation(page: Page) -> None:
    open_at(page, "/entries/e1")
    page.get_by_test_id("folded-row").first.locator("summary").click()
    page.get_by_test_id("ask-question").fill("看天鹅的志愿者有补贴吗")
    page.get_by_test_id("ask").click()
    expect(page.get_by_test_id("turn-draft")).to_contain_text("八十八元")
    page.get_by_test_id("rival").nth(1).locator("summary").click()


def _side_by_side(page: Page) -> None:
    _interpretation(page)
    page.get_by_test_id("side-by-side").click()
    expect(page.get_by_test_id("side-by-side-dialog")).to_be_visible()


def _history(page: Page) -> None:
    open_at(page, "/entries/e1")
    page.get_by_role("tab", name="历史").click()
    page.get_by_test_id("compare").first.click()
    expect(page.get_by_test_id("diff")).to_be_visible()


def _conflicts(page: Page) -> None:
    open_at(page, "/entries/e1")
    page.get_by_role("tab", name="冲突").click()
    page.get_by_test_id("check-conflicts").click()
    expect(page.get_by_test_id("answer-conflict")).to_have_count(2)


def _merge(page: Page) -> None:
    open_at(page, "/entries/e1")
    page.get_by_test_id("field-title").fill("观鸟补贴怎么领：我的写法")
    page.evaluate("window.fake.overtake('e1', content => { content.title = '观鸟补贴怎么领：别人的写法' })")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("conflict")).to_be_visible()


def _repeal(page: Page) -> None:
    open_at(page, "/entries/e0")
    page.get_by_test_id("action-repeal").click()
    expect(page.get_by_test_id("confirm")).to_be_visible()


def _basis(page: Page) -> None:
    open_at(page, "/entries/e1")
    page.get_by_test_id("folded-row").first.locator("summary").click()
    page.get_by_test_id("pick-basis").click()
    expect(page.get_by_test_id("basis-clause").first).to_be_visible()


def _new(page: Page) -> None:
    open_at(page, "/entries/new?kind=interpretation")
    page.get_by_test_id("add-question").click()
    expect(page.get_by_test_id("field-questions.0.question")).to_be_visible()


SCENES = (
    _list, _selection, _nothing_found, _document, _interpretation, _side_by_side, _history, _conflicts, _merge, _repeal, _basis, _new
)  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_of_the_desk(browser: Browser, fake: Path, width: int, scheme: str, tmp_path: Path) -> None:
    with console_page(browser, fake, width, scheme) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        faults = [f"{scene.__name__}: {fault}" for scene in SCENES for fault in _faults(page, scene, tmp_path)]
    assert faults + errors == []


def _faults(page: Page, scene: Callable[[Page], None], folder: Path) -> list[str]:
    scene(page)
    picture(page, folder, scene.__name__.lstrip("_"))
    found = [*accessibility_faults(page), *(["scrolls sideways"] if scrolls_sideways(page) else [])]
    page.evaluate("localStorage.clear()")
    return found
