"""The desk without a mouse: everything that an operator does between two citizens, by keys alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.conftest import Starting
from tests.acceptance.service import Service
from tests.acceptance.staff import SLOW_MILLISECONDS, StaffPage

QUESTION, LEFT, SAID = "多大年纪可以领高龄津贴？", "高龄津贴周末可以办吗？", "周末不办，请工作日来。"
TYPED = "政府信息公开多久答复"


@pytest.fixture(scope="module")
def service(starting: Starting) -> Iterator[Service]:
    with starting(YIHAODA_DESK__HOURS="00:00-23:59") as started:
        yield started


@pytest.fixture(scope="module")
def desk(service: Service, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> StaffPage:
    password = service.run("user", "add", "lin", "--role", "operator").stdout.strip().rsplit("：", 1)[1]
    pictures: Path = tmp_path_factory.mktemp("pictures")
    return StaffPage.sign_in(browser, service, "lin", password, pictures)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def leave_question(service: Service) -> str:
    """Ask, and leave a question for a person; return the consult code."""
    reply = service.ask(QUESTION)
    left = service.post(f"/api/chat/{reply['conversation_id']}/person", {"question": LEFT})
    return str(left["consult_code"])


def test_a_question_is_taken_answered_noted_and_closed(service: Service, desk: StaffPage) -> None:
    code, page = leave_question(service), desk.open("/conversations").page
    expect(desk.at("question").first).to_be_visible(timeout=SLOW_MILLISECONDS)
    press(page, "j", "Enter")
    expect(desk.at("code")).to_contain_text(code, timeout=SLOW_MILLISECONDS)
    press(page, "t")
    expect(desk.at("reply-text")).to_be_visible(timeout=SLOW_MILLISECONDS)
    press(page, "r")
    expect(desk.at("reply-text")).to_be_focused()
    page.keyboard.insert_text(SAID)
    press(page, "Control+Enter")
    expect(desk.at("said").filter(has_text=SAID)).to_have_count(1, timeout=SLOW_MILLISECONDS)
    press(page, "Escape", "n")
    expect(desk.at("note-text")).to_be_focused()
    page.keyboard.insert_text("已说明周末不办")
    press(page, "Control+Enter")
    expect(desk.at("log")).to_contain_text("已说明周末不办", timeout=SLOW_MILLISECONDS)
    press(page, "Escape", "x")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(6):
        if dialog.get_by_test_id("confirm").evaluate("button => button === document.activeElement"):
            break
        press(page, "Tab")
    press(page, "Enter")
    expect(dialog).to_be_hidden(timeout=SLOW_MILLISECONDS)
    expect(desk.at("close")).to_have_count(0, timeout=SLOW_MILLISECONDS)


def test_a_policy_is_found_and_read_out(desk: StaffPage) -> None:
    page = desk.open("/desk").page
    expect(desk.at("desk-query")).to_be_visible(timeout=SLOW_MILLISECONDS)
    press(page, "s")
    expect(desk.at("desk-query")).to_be_focused()
    page.keyboard.insert_text(TYPED)
    expect(desk.at("hit").first).to_be_visible(timeout=SLOW_MILLISECONDS)
    press(page, "ArrowDown", "Enter")
    expect(desk.at("script-spoken")).not_to_be_empty()
    expect(desk.at("script")).to_be_focused()
    expect(desk.at("proof")).to_contain_text(re.compile("现行有效"))
    desk.draw("by-keyboard")


def test_the_keys_are_told_and_a_phrase_is_chosen(desk: StaffPage) -> None:
    page = desk.page
    press(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("咨询码")
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "/")
    expect(desk.at("phrase").first).to_be_visible(timeout=SLOW_MILLISECONDS)
    expect(desk.at("canned-query")).to_be_focused()
    press(page, "ArrowDown", "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(desk.at("script-spoken")).not_to_be_empty()
