"""The person behind the number: a citizen waits for a person, is answered, handed on, asked; then calls, and the desk knows.

The service is whole. The switchboard is played by requests with its token. ``YIHAODA_PICTURES=folder`` keeps the pictures.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.citizen import CitizenPage, accessibility_faults, outcome, picture
from tests.acceptance.conftest import Starting
from tests.acceptance.service import Service
from tests.acceptance.staff import SLOW_MILLISECONDS, StaffPage

TOKEN = "switchboard-token-of-the-acceptance-tests"
QUESTION, LEFT, SECOND = "多大年纪可以领高龄津贴？", "高龄津贴周末可以办吗？", "高龄津贴要带什么材料？"
ADDED = "周末不办，请工作日来。"
ON_THE_PHONE = "申请政府信息公开多久能收到答复？"
REASON, CALLER = "这一条已经不是现在的口径", "13912345678"
ALWAYS, NEVER = "00:00-23:59", "23:58-23:59"


@dataclass(slots=True)
class Story:
    """What the tests of the story hand on to each other."""

    service: Service
    browser: Browser
    pictures: Path
    code: str = ""
    entry: str = ""
    staff: dict[str, StaffPage] = field(default_factory=dict)

    def member(self, name: str, *, role: str) -> StaffPage:
        """Return a member of staff at the console, made at first."""
        if name not in self.staff:
            password = self.service.run("user", "add", name, "--role", role).stdout.strip().rsplit("：", 1)[1]
            self.staff[name] = StaffPage.sign_in(self.browser, self.service, name, password, self.pictures)
        return self.staff[name]

    def call(self, number: int, event: str, **told: object) -> dict[str, Any]:
        """Report something of the one call, as the switchboard does."""
        reply = httpx2.post(
            f"{self.service.address}/channels/hotline/calls/acd-2026-7/events",
            json={"id": f"e{number}", "event": event} | told,
            headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30, trust_env=False,
        )  # fmt: skip
        return dict(reply.raise_for_status().json())


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("YIHAODA_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def story(starting: Starting, browser: Browser, pictures: Path) -> Iterator[Story]:
    with starting(YIHAODA_HOTLINE__TOKEN=TOKEN, YIHAODA_DESK__HOURS=ALWAYS) as service:
        yield Story(service, browser, pictures)


@pytest.fixture(scope="module")
def widget(story: Story) -> Iterator[CitizenPage]:
    """The citizen's tab: the whole story happens in it."""
    with story.browser.new_context(
        base_url=story.service.address, locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield CitizenPage(context.new_page()).open()


def leave_for_person(widget: CitizenPage, words: str) -> str:
    """Leave a question, and return the consult code."""
    page = widget.page
    page.get_by_test_id("tools").click()
    page.get_by_test_id("tool-person").click()
    page.get_by_test_id("person-question").fill(words)
    page.get_by_test_id("person-send").click()
    code = page.get_by_test_id("person-receipt").get_by_test_id("consult-code").inner_text()
    page.keyboard.press("Escape")
    return re.sub(r"\s", "", code)


def test_outside_the_hours_the_question_is_taken_and_the_hours_are_told(
    starting: Starting, browser: Browser, pictures: Path
) -> None:
    with (
        starting(YIHAODA_DESK__HOURS=NEVER) as service,
        browser.new_context(base_url=service.address, locale="zh-CN", reduced_motion="reduce") as context,
    ):
        citizen = CitizenPage(context.new_page()).open()
        citizen.ask(QUESTION)
        leave_for_person(citizen, LEFT)
        expect(citizen.page.get_by_test_id("message").filter(has_text="现在不在人工答复的时间")).to_be_visible()
        place = citizen.page.get_by_test_id("place")
        expect(place).to_contain_text("第 1 位", timeout=SLOW_MILLISECONDS)
        expect(place).to_contain_text("23:58至23:59")
        expect(place).not_to_contain_text("分钟")
        picture(citizen.page, pictures, "desk-0-closed")
        assert accessibility_faults(citizen.page) == []


def test_inside_the_hours_the_place_is_shown(story: Story, widget: CitizenPage) -> None:
    assert outcome(widget.ask(QUESTION)) == "answered"
    story.code = leave_for_person(widget, LEFT)
    expect(widget.page.get_by_test_id("place")).to_contain_text("第 1 位", timeout=SLOW_MILLISECONDS)
    picture(widget.page, story.pictures, "desk-1-waiting")
    assert accessibility_faults(widget.page) == []


def test_an_operator_takes_over_and_the_service_is_silent(story: Story, widget: CitizenPage) -> None:
    desk = story.member("lin", role="operator").open("/conversations")
    desk.at("question").first.click()
    desk.at("take").click()
    expect(widget.page.get_by_test_id("attendance")).to_contain_text("正在为您服务", timeout=SLOW_MILLISECONDS)
    answers = widget.page.get_by_test_id("answer").count()
    widget.page.get_by_test_id("message-box").fill(SECOND)
    widget.page.get_by_test_id("send").click()
    expect(desk.at("log")).to_contain_text(SECOND, timeout=SLOW_MILLISECONDS)
    expect(widget.page.get_by_test_id("answer")).to_have_count(answers)


def test_a_suggested_answer_is_edited_and_sent(story: Story, widget: CitizenPage) -> None:
    desk = story.staff["lin"]
    desk.at("draft-make").click()
    expect(desk.at("draft-text")).to_contain_text("身份证", timeout=SLOW_MILLISECONDS)
    desk.draw("desk-2-draft")
    desk.at("draft-edit").click()
    expect(desk.at("reply-text")).to_have_value(re.compile("身份证"))
    words = desk.at("reply-text").input_value()
    desk.at("reply-text").fill(f"{words}\n{ADDED}")
    desk.at("send").click()
    message = widget.page.get_by_test_id("message").filter(has_text=ADDED)
    expect(message).to_have_count(1, timeout=SLOW_MILLISECONDS)
    expect(message).to_contain_text("身份证")
    picture(widget.page, story.pictures, "desk-3-answered")


def test_the_conversation_goes_to_a_department(story: Story, widget: CitizenPage) -> None:
    desk = story.staff["lin"]
    desk.at("transfer").click()
    target = desk.page.get_by_role("dialog").locator("select")
    expect(target.locator("option").filter(has_text="部门：").first).to_be_attached(timeout=SLOW_MILLISECONDS)
    office = target.locator("option").filter(has_text="部门：").first.inner_text()
    target.select_option(label=office)
    desk.confirm("周末办理的安排请你们确认")
    told = widget.page.get_by_test_id("message").filter(has_text=office.removeprefix("部门："))
    expect(told).to_have_count(1, timeout=SLOW_MILLISECONDS)
    expect(widget.page.get_by_test_id("place")).to_contain_text("第 1 位", timeout=SLOW_MILLISECONDS)


def test_a_colleague_closes_it_and_the_citizen_rates(story: Story, widget: CitizenPage) -> None:
    desk = story.member("he", role="operator").open("/conversations")
    desk.at("question").first.click()
    expect(desk.at("log")).to_contain_text("周末办理的安排请你们确认")
    desk.at("take").click()
    desk.at("close").click()
    desk.confirm()
    question = widget.page.get_by_test_id("satisfaction")
    expect(question).to_be_visible(timeout=SLOW_MILLISECONDS)
    picture(widget.page, story.pictures, "desk-4-rating")
    assert accessibility_faults(widget.page) == []
    question.get_by_test_id("score-5").check()
    question.get_by_test_id("satisfaction-send").click()
    expect(widget.page.get_by_test_id("attendance")).to_contain_text("谢谢您的评价")


def test_a_call_comes_in_and_the_code_opens_the_history(story: Story) -> None:
    desk = story.staff["lin"].open("/desk")
    expect(desk.at("desk-query")).to_be_visible(timeout=SLOW_MILLISECONDS)
    story.call(1, "ringing", caller=CALLER, operator="lin")
    story.call(2, "answered", operator="lin")
    expect(desk.at("call-panel")).to_contain_text("139****5678", timeout=SLOW_MILLISECONDS)
    desk.page.keyboard.press("c")
    desk.at("desk-code").fill(story.code)
    desk.page.keyboard.press("Enter")
    history = desk.at("history")
    for words in (QUESTION, LEFT, SECOND, ADDED):
        expect(history).to_contain_text(words, timeout=SLOW_MILLISECONDS)
    desk.draw("desk-5-history")


def test_the_script_is_there_before_the_caller_is_done_and_is_adopted(story: Story) -> None:
    desk = story.staff["lin"]
    unfinished = ON_THE_PHONE.rstrip("？")
    ahead = story.call(30, "transcript", speaker="citizen", text=unfinished, final=False)["assist"]
    expect(desk.at("saying")).to_contain_text(unfinished, timeout=SLOW_MILLISECONDS)
    expect(desk.at("script-spoken")).to_have_text(ahead["spoken"], timeout=SLOW_MILLISECONDS)
    expect(desk.at("script-ahead")).to_be_visible()
    expect(desk.at("adopt")).to_have_count(0)
    desk.draw("desk-6-ahead")
    reply = story.call(3, "transcript", speaker="citizen", text=ON_THE_PHONE)
    assert reply["assist"]["outcome"] == "answered"
    spoken, story.entry = reply["assist"]["spoken"], reply["assist"]["entry_ids"][0]
    assert 0 < len(re.findall(r"[\u4e00-\u9fff]", spoken)) <= 80
    assert not re.search(r"\d", spoken)
    expect(desk.at("piece-answer")).to_contain_text(spoken[:10], timeout=SLOW_MILLISECONDS)
    expect(desk.at("saying")).to_have_count(0)
    desk.at("piece-answer").click()
    expect(desk.at("script-spoken")).to_contain_text(spoken)
    expect(desk.at("proof")).to_contain_text("现行有效")
    desk.draw("desk-6-script")
    desk.at("adopt").click()
    expect(desk.at("used")).not_to_be_empty(timeout=SLOW_MILLISECONDS)


def test_an_answer_is_reported_wrong_and_the_curator_sees_it(story: Story) -> None:
    desk = story.staff["lin"]
    desk.at("wrong").click()
    desk.confirm(REASON)
    curator = story.member("gao", role="administrator").open("/home")
    report = curator.at("report").filter(has_text=REASON)
    expect(report).to_be_visible(timeout=SLOW_MILLISECONDS)
    curator.draw("desk-7-report")
    report.get_by_test_id("withdraw").click()
    curator.confirm("核实后重新发布")
    expect(curator.at("report").filter(has_text=REASON)).to_have_count(0, timeout=SLOW_MILLISECONDS)
    again = story.call(4, "transcript", speaker="citizen", text=ON_THE_PHONE)
    assert story.entry not in again["assist"]["entry_ids"]
    assert story.call(5, "hangup")["state"] == "ended"


def test_the_wall_shows_the_day(story: Story) -> None:
    wall = story.staff["gao"].open("/wall")
    expect(wall.at("wall")).to_contain_text("今天", timeout=SLOW_MILLISECONDS)
    wall.draw("desk-8-wall")
