"""One number on every channel: a citizen's questions on the website and in WeChat, the same answers, one consult code.

The service is whole: Rasa, model, the sample knowledge. WeChat's side is the simulator, in safe mode; the network between
browser and service is one that breaks. ``YIHAODA_PICTURES=folder`` keeps the pictures.
"""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.citizen import CitizenPage, accessibility_faults, outcome, picture, scrolls_sideways
from tests.acceptance.conftest import Starting
from tests.acceptance.cutting import Network
from tests.acceptance.service import Service
from tests.acceptance.staff import SLOW_MILLISECONDS, StaffPage
from tests.simulators.wechat import Account, Mode, Phone, Platform

QUESTION, FOLLOW_UP, DISTRICT = "多大年纪可以领高龄津贴？", "要带什么材料？", "湖滨区"
OF_THE_NOTICE = "三门峡2021年政务公开工作要点里，政策咨询由谁负责？"
DROPPED = "办身份证要带什么？"
WORDS_OF_A_PERSON = "您好，材料已经替您核对过，直接到社区办就行。"
ACCOUNT = Account(mode=Mode.SAFE)


@dataclass(frozen=True, slots=True)
class City:
    """The service, WeChat, and the way to them."""

    service: Service
    platform: Platform
    network: Network
    pictures: Path

    def record(self, message: str, channel: str) -> dict[str, Any]:
        """Return the newest answer record to a message on a channel, without what no two turns share."""
        query = (
            "SELECT reply FROM answer_records JOIN turns ON turns.id = turn_id "
            "JOIN conversations ON conversations.id = conversation_id "
            "WHERE question = ? AND channel = ? ORDER BY answered_at DESC LIMIT 1"
        )
        [reply] = self._rows(query, message, channel)[0]
        kept = dict(json.loads(reply))
        code = kept.pop("consult_code")
        for own in ("conversation_id", "message_id", "timing_ms"):
            kept.pop(own)
        return dict(json.loads(json.dumps(kept, ensure_ascii=False).replace(code, "{code}")))

    def taken(self, message: str) -> int:
        """Return how many turns have these words."""
        return int(self._rows("SELECT count(*) FROM turns WHERE question = ?", message)[0][0])

    def _rows(self, query: str, *values: str) -> list[Any]:
        with closing(sqlite3.connect(self.service.data_dir / "yihaoda.db")) as records:
            return records.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def city(starting: Starting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    pictures = Path(os.environ.get("YIHAODA_PICTURES") or tmp_path_factory.mktemp("pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    with Platform(ACCOUNT) as platform:
        settings = {
            "TOKEN": ACCOUNT.token, "APP_ID": ACCOUNT.app_id, "APP_SECRET": ACCOUNT.secret, "MODE": "safe",
            "ENCODING_AES_KEY": ACCOUNT.aes_key, "API_BASE": platform.address,
        }  # fmt: skip
        with starting(**{f"YIHAODA_WECHAT__{name}": value for name, value in settings.items()}) as service:
            platform.calls(f"{service.address}/channels/wechat")
            with Network(service.port) as network:
                yield City(service, platform, network, pictures)


@pytest.fixture(scope="module")
def widget(city: City, browser: Browser) -> Iterator[CitizenPage]:
    """The citizen's tab: the whole story happens in it."""
    with browser.new_context(
        base_url=city.network.address, locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield CitizenPage(context.new_page()).open()


@pytest.fixture(scope="module")
def phone(city: City) -> Phone:
    return city.platform.phone()


@pytest.fixture(scope="module")
def code(widget: CitizenPage) -> str:
    """The consult code of the conversation on the website, known once the story is on its way."""
    return re.sub(r"\s", "", widget.page.get_by_test_id("consult-code").last.inner_text())


def draw(city: City, page: Page, name: str) -> None:
    picture(page, city.pictures, f"one-number-{name}")
    assert accessibility_faults(page) == []
    assert not scrolls_sideways(page)


def test_a_citizen_asks_and_follows_up(city: City, widget: CitizenPage) -> None:
    answer = widget.ask(QUESTION)
    assert outcome(answer) == "answered"
    expect(answer.get_by_test_id("citation-status").first).to_contain_text("现行有效")
    materials = widget.ask(FOLLOW_UP)
    assert outcome(materials) == "answered"
    expect(materials.get_by_test_id("answer-text")).to_contain_text("身份证")
    draw(city, widget.page, "1-asked")


def test_a_citizen_chooses_a_district(city: City, widget: CitizenPage) -> None:
    widget.page.get_by_test_id("region").select_option(label=DISTRICT)
    answer = widget.ask("高龄津贴到哪里办？")
    assert outcome(answer) == "answered"
    with closing(sqlite3.connect(city.service.data_dir / "yihaoda.db")) as records:
        [region] = records.execute("SELECT region_code FROM conversations ORDER BY last_at DESC LIMIT 1").fetchone()
    assert region == "411202"


def test_the_cited_clause_opens_and_closes(city: City, widget: CitizenPage, test_data: Path) -> None:
    report = city.service.json("import", "--publish", *sorted((test_data / "seed").glob("*.txt")))
    assert report["failed"] == 0
    answer = widget.ask(OF_THE_NOTICE)
    assert outcome(answer) == "answered"
    opener = answer.get_by_test_id("open-clause").first
    opener.click()
    cited = widget.page.get_by_test_id("cited-clause").first
    expect(cited).to_contain_text("（七）")
    expect(widget.page.get_by_test_id("clause").first).to_be_visible()
    draw(city, widget.page, "2-clause")
    widget.page.keyboard.press("Escape")
    expect(cited).to_be_hidden()
    expect(opener).to_be_focused()


def test_an_answer_is_marked_unhelpful_with_a_reason(city: City, widget: CitizenPage) -> None:
    answer = widget.page.get_by_test_id("answer").last
    answer.get_by_test_id("unhelpful").click()
    answer.get_by_test_id("reason-unclear").check()
    answer.get_by_test_id("reason-words").fill("没说周末办不办")
    draw(city, widget.page, "3-reason")
    answer.get_by_test_id("reason-send").click()
    expect(answer.get_by_role("status").filter(has_text="谢谢")).to_be_visible()
    with closing(sqlite3.connect(city.service.data_dir / "yihaoda.db")) as records:
        rows = records.execute("SELECT helpful, reason FROM feedback").fetchall()
    assert rows == [(0, "unclear：没说周末办不办")]


def test_the_network_drops_in_the_middle_of_a_stream(city: City, widget: CitizenPage) -> None:
    city.network.breaks_after(b"event: status")
    answer = widget.ask(DROPPED)
    assert city.network.breaks == 1
    assert outcome(answer) == "answered"
    expect(widget.page.get_by_test_id("question").filter(has_text=DROPPED)).to_have_count(1)
    expect(widget.page.get_by_test_id("failure")).to_have_count(0)
    assert city.taken(DROPPED) == 1
    questions, answers = (widget.page.get_by_test_id(name).count() for name in ("question", "answer"))
    assert questions == answers


def test_the_question_is_left_for_a_person_and_a_code_is_given(city: City, widget: CitizenPage) -> None:
    page = widget.page
    page.get_by_test_id("tools").click()
    page.get_by_test_id("tool-person").click()
    page.get_by_test_id("person-question").fill("高龄津贴周末可以办吗？")
    page.get_by_test_id("person-contact").fill("0398-1234567")
    draw(city, page, "4-person")
    page.get_by_test_id("person-send").click()
    receipt = page.get_by_test_id("person-receipt")
    expect(receipt.get_by_test_id("consult-code")).to_have_text(re.compile(r"^\s*\w{3}\s*\w{3}\s*$"))
    draw(city, page, "5-code")
    page.keyboard.press("Escape")


def test_the_same_question_in_wechat_has_the_same_answer_record(city: City, phone: Phone) -> None:
    phone.subscribes()
    [welcome] = phone.received(1)
    assert "人工智能" in welcome.text
    phone.says(QUESTION)
    answered = phone.received(2)[1].text
    website, wechat = city.record(QUESTION, "web"), city.record(QUESTION, "wechat")
    assert website == wechat
    assert website["reply"]["text"].splitlines()[0] in answered
    for citation in wechat["citations"]:
        assert citation["title"] in answered
        assert citation["clause"] in answered
    assert "现行有效" in answered
    assert wechat["notice"] in answered


def test_the_follow_up_in_wechat_is_the_same_too(city: City, phone: Phone) -> None:
    phone.says(FOLLOW_UP)
    assert phone.sees("身份证")
    assert city.record(FOLLOW_UP, "web") == city.record(FOLLOW_UP, "wechat")


def test_the_code_is_valid_in_wechat(code: str, phone: Phone) -> None:
    phone.says(f"咨询码 {code.lower()}")
    assert phone.sees(code)
    told = next(bubble.text for bubble in phone.screen.received if code in bubble.text)
    assert "在等工作人员答复" in told
    assert "周末" not in told  # the words left for a person are for nobody else


def test_a_person_answers_and_the_service_is_silent(city: City, widget: CitizenPage, browser: Browser) -> None:
    password = city.service.run("user", "add", "hu", "--role", "operator").stdout.strip().rsplit("：", 1)[1]
    desk = StaffPage.sign_in(browser, city.service, "hu", password, city.pictures).open("/conversations")
    desk.at("question").first.click()
    desk.at("take").click()
    desk.at("reply-text").fill(WORDS_OF_A_PERSON)
    desk.at("send").click()
    expect(widget.page.get_by_test_id("message").filter(has_text=WORDS_OF_A_PERSON)).to_be_visible(
        timeout=SLOW_MILLISECONDS
    )
    before = widget.page.get_by_test_id("answer").count()
    send(widget, "好的，谢谢您")
    expect(desk.page.get_by_text("好的，谢谢您").first).to_be_visible(timeout=SLOW_MILLISECONDS)
    expect(widget.page.get_by_test_id("forwarded")).to_have_count(1)
    expect(widget.page.get_by_test_id("answer")).to_have_count(before)
    draw(city, widget.page, "6-person-answers")
    picture(desk.page, city.pictures, "one-number-7-desk")
    assert accessibility_faults(desk.page) == []


def test_the_citizen_takes_the_records_along_and_has_them_deleted(city: City, widget: CitizenPage) -> None:
    page = widget.page
    page.get_by_test_id("tools").click()
    page.get_by_test_id("tool-records").click()
    with page.expect_download() as download:
        page.get_by_test_id("records-export").click()
    kept = download.value.path().read_text("utf-8")
    assert QUESTION in kept
    assert WORDS_OF_A_PERSON in kept
    assert "人工智能" in kept
    draw(city, page, "9-records")
    page.get_by_test_id("records-erase").click()
    page.get_by_test_id("records-erase").click()
    expect(page.get_by_role("status").filter(has_text="已全部删除")).to_be_visible()
    expect(page.get_by_test_id("question")).to_have_count(0)
    assert city.taken(DROPPED) == 0
    assert city.taken(QUESTION) == 1  # the one of WeChat is another person's, as far as the service knows


def send(widget: CitizenPage, words: str) -> None:
    widget.page.get_by_test_id("message-box").fill(words)
    widget.page.get_by_test_id("send").click()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("phone", {"viewport": {"width": 390, "height": 844}, "has_touch": True}),
        ("narrow", {"viewport": {"width": 320, "height": 640}}),
        ("dark", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}),
        ("elder", {"viewport": {"width": 1280, "height": 900}}),
        ("elder-phone", {"viewport": {"width": 390, "height": 844}}),
    ],
)
def test_it_looks_right_everywhere(city: City, browser: Browser, name: str, options: dict[str, Any]) -> None:
    with browser.new_context(
        base_url=city.service.address, locale="zh-CN", reduced_motion="reduce", **options
    ) as context:
        citizen = CitizenPage(context.new_page()).open()
        if name.startswith("elder"):
            citizen.page.get_by_test_id("elder").click()
        answer = citizen.ask(QUESTION)
        assert outcome(answer) == "answered"
        draw(city, citizen.page, f"8-{name}")
        hotline(citizen.page)


def hotline(page: Page) -> None:
    """The hotline can be seen whatever is on the screen."""
    numbers: list[Locator] = page.locator('a[href="tel:12345"]').all()
    height = page.evaluate("innerHeight")
    boxes = [box for number in numbers if (box := number.bounding_box())]
    assert any(box["y"] >= 0 and box["y"] + box["height"] <= height for box in boxes)
