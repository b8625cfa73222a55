"""A curator's day: papers come in, two colleagues look at them, citizens are answered, the rule is repealed and comes back."""

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, expect

from knowledge.clock import china_day, utc_now
from tests.acceptance import papers
from tests.acceptance.citizen import CitizenPage, citations, outcome
from tests.acceptance.service import Service, wait_for
from tests.acceptance.staff import SLOW_MILLISECONDS, StaffPage

VISIBLE_SECONDS = 1.0
DEPARTMENT = "三门峡市试验局"


@dataclass(frozen=True, slots=True)
class Staff:
    """The three people of the day, each in a browser of their own."""

    curator: StaffPage
    reviewer: StaffPage
    publisher: StaffPage


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where the pages of the day are drawn: a folder to look at, or one that is thrown away."""
    folder = Path(os.environ.get("YIHAODA_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def staff(browser: Browser, service: Service, pictures: Path) -> Staff:
    return Staff(
        *(
            StaffPage.sign_in(browser, service, name, _hire(service, name, role, *scope), pictures)
            for name, role, scope in (
                ("li", "curator", ("--department", DEPARTMENT)),
                ("wang", "reviewer", ()),
                ("zhao", "publisher", ()),
            )
        )
    )


def test_a_curators_day(staff: Staff, browser: Browser, service: Service, tmp_path: Path) -> None:
    curator, reviewer, publisher = staff.curator, staff.reviewer, staff.publisher
    successor = papers.notice(
        tmp_path / "new.docx", papers.NEW_TITLE, papers.NEW_NUMBER, ("第一条 观鸟志愿者每服务满一天，补贴一百元。",)
    )
    assert service.json("import", successor, "--publish")["failed"] == 0

    _import_papers(curator, tmp_path)
    _ask_the_draft(curator)
    curator.act("submit")
    curator.entry(papers.TITLE).act("submit")

    _send_back(reviewer)
    _correct(curator)
    for title in (papers.TITLE, papers.EXPLAINED):
        reviewer.entry(title).act("approve")
        publisher.entry(title).act("publish")
    published = monotonic()
    wait_for(lambda: "八十八元" in _answer(service), timeout=5)
    assert monotonic() - published < VISIBLE_SECONDS + 1  # a second, and the turns that asked
    publisher.draw("published")

    citizen = CitizenPage(browser.new_page(base_url=service.address)).open()
    answer = citizen.ask(papers.QUESTION)
    assert outcome(answer) == "answered"
    assert any(papers.NUMBER in citation and "第二条" in citation for citation in citations(answer)), citations(answer)
    curator.page.goto("about:blank")

    _repeal(publisher)
    repealed = monotonic()
    wait_for(lambda: papers.NEW_NUMBER in _said(service), timeout=5)
    assert monotonic() - repealed < VISIBLE_SECONDS + 1
    told = citizen.ask(papers.QUESTION)
    assert outcome(told) != "answered" or not any(papers.NUMBER in text for text in citations(told)), citations(told)
    expect(told).to_contain_text(papers.NEW_NUMBER)
    told.scroll_into_view_if_needed()
    citizen.page.screenshot(path=publisher.pictures / "citizen-successor.png")

    _roll_back(publisher)
    wait_for(lambda: "八十八元" in _answer(service), timeout=5)


def _hire(service: Service, name: str, role: str, *scope: str) -> str:
    """Add a person on the command line, return the one-time password."""
    done = service.run("user", "add", name, "--role", role, *scope)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().rsplit("：", 1)[1]


def _import_papers(curator: StaffPage, folder: Path) -> None:
    """Bring in the notice and the sheet, mend what the sheet lacks, store all of it."""
    curator.upload(papers.notice(folder / "观鸟补贴.docx"), papers.sheet(folder / "观鸟问答.xlsx"))
    expect(curator.at("row-message").first).to_be_visible()
    curator.draw("import-with-faults")
    with curator.page.expect_download() as download:
        curator.at("failed-rows").click()
    failed = folder / "failed.xlsx"
    download.value.save_as(failed)
    curator.at("confirm-import").click()
    curator.confirm()
    expect(curator.at("import-state").first).to_contain_text("完成", timeout=SLOW_MILLISECONDS)

    curator.upload(papers.mend(failed, folder / "mended.xlsx"))
    curator.draw("import-mended")
    curator.at("confirm-import").click()
    curator.confirm()
    expect(curator.at("import-state").first).to_contain_text("完成", timeout=SLOW_MILLISECONDS)


def _ask_the_draft(curator: StaffPage) -> None:
    """See what a citizen would get from the draft, beside what they get now."""
    curator.entry(papers.EXPLAINED)
    curator.at("ask-panel").get_by_role("textbox").fill(papers.QUESTION)
    curator.at("ask").click()
    expect(curator.at("turn-draft").get_by_test_id("turn-text")).to_contain_text("八十元", timeout=SLOW_MILLISECONDS)
    expect(curator.at("turn-now").get_by_test_id("turn-text")).not_to_contain_text("八十元")
    curator.draw("ask-the-draft")


def _send_back(reviewer: StaffPage) -> None:
    """Find the mistake: the sheet says eighty, the rule says eighty-eight."""
    expect(reviewer.open("/home").at("tasks")).to_be_visible()
    reviewer.draw("reviewer-home")
    reviewer.entry(papers.EXPLAINED).act("return", "原文第二条是八十八元，请更正。")
    expect(reviewer.at("entry-title")).to_be_visible()
    reviewer.draw("sent-back")


def _correct(curator: StaffPage) -> None:
    curator.entry(papers.EXPLAINED)
    expect(curator.at("return-notice")).to_contain_text("原文第二条是八十八元，请更正。")
    curator.at("folded-row").first.locator("summary").click()
    conclusion = curator.at("field-questions.0.conclusion")
    conclusion.fill("每服务满一天发给交通和用餐补贴八十八元，按月结算。")
    curator.at("save-reason").fill("按原文更正金额")
    curator.at("save").click()
    expect(curator.at("saving-state")).to_have_attribute("data-state", "clean", timeout=SLOW_MILLISECONDS)
    curator.draw("corrected")
    curator.act("submit")


def _repeal(publisher: StaffPage) -> None:
    publisher.entry(papers.TITLE)
    publisher.at("action-repeal").click()
    publisher.at("action-day").locator("input").fill(china_day(utc_now()).isoformat())
    publisher.at("successor").fill(papers.NEW_NUMBER)
    publisher.at("find-successor").click()
    publisher.at("found-successor").filter(has_text=papers.NEW_NUMBER).click()
    publisher.confirm("新办法已经印发")
    publisher.draw("repealed")


def _roll_back(publisher: StaffPage) -> None:
    publisher.entry(papers.TITLE)
    publisher.page.get_by_role("tab", name="历史").click()
    publisher.at("rollback").last.click()
    publisher.confirm("误操作，恢复")
    publisher.draw("rolled-back")


def _answer(service: Service) -> str:
    reply = service.ask(papers.QUESTION)
    return reply["reply"]["text"] if reply["outcome"] == "answered" else ""


def _said(service: Service) -> str:
    return str(service.ask(papers.QUESTION)["reply"]["text"])
