"""Staff sign in and look a policy up for a caller; what was published on the command line is found at once."""

from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.citizen import CitizenPage, accessibility_faults, citations, outcome, picture
from tests.acceptance.service import Service, wait_for

NEW_PASSWORD = "Egret-2026-lake"
NOTICE = """三门峡市试验局关于印发黄河湿地巡护员津贴办法的通知

三试发〔2026〕5号

各有关单位：

第一条 为了鼓励市民担任黄河湿地巡护员，制定本办法。

第二条 湿地巡护员每服务满一天，发给交通和用餐津贴八十八元，按月结算。

第三条 申领湿地巡护员津贴，应当提交服务记录和本人银行卡号，由试验局在十个工作日内审核。

三门峡市试验局

2026年3月2日
"""


@pytest.fixture(scope="module")
def console(browser: Browser, service: Service, first_start: Service) -> Page:
    """Signed in with the one-time password, which has to be changed first."""
    page = browser.new_context(base_url=service.address, locale="zh-CN").new_page()
    page.goto("/console")
    page.get_by_test_id("username").fill("admin")
    page.get_by_test_id("password").fill(first_start.password)
    page.get_by_test_id("sign-in").click()
    expect(page.get_by_role("heading", name="请设置新密码")).to_be_visible()
    for field in ("new-password", "repeated-password"):
        page.get_by_test_id(field).fill(NEW_PASSWORD)
    page.get_by_test_id("sign-in").click()
    expect(page.get_by_test_id("sign-out")).to_be_visible()
    return page


def _search(console: Page, question: str) -> None:
    console.get_by_role("navigation").get_by_role("link", name="查政策").click()
    console.get_by_test_id("query").fill(question)
    console.get_by_test_id("search").click()


def test_the_operator_reads_a_sentence_and_its_source(console: Page, tmp_path: Path) -> None:
    _search(console, "我租房住，公积金能提吗？")
    first = console.get_by_test_id("result").first
    expect(first.get_by_test_id("spoken")).to_contain_text("房租")
    expect(first.get_by_test_id("citation").first).to_contain_text("《住房公积金管理条例》")
    picture(console, tmp_path, "search")
    assert accessibility_faults(console) == []


def test_an_imported_notice_is_answered_from_within_a_second(
    console: Page, page: Page, service: Service, tmp_path: Path
) -> None:
    policy = tmp_path / "巡护.txt"
    policy.write_text(NOTICE, "utf-8")
    imported = service.json("import", policy, "--publish")
    assert [row["state"] for row in imported["rows"]] == ["published"]
    assert len(imported["rows"][0]["clauses"]) == 3
    published = monotonic()
    question = "湿地巡护员服务满一天发多少津贴？"
    turns: list[float] = []
    wait_for(lambda: _cites_article_two(service, question, turns), timeout=15)
    assert monotonic() - published < 1 + 2 * max(turns)  # a second, and the turn that was asked too soon or just then

    answer = CitizenPage(page).open().ask(question)
    assert outcome(answer) == "answered"
    cited = citations(answer)
    assert any("三试发〔2026〕5号" in citation and "第二条" in citation for citation in cited), cited
    _search(console, question)
    expect(console.get_by_test_id("result").first).to_contain_text("八十八元")
    picture(console, tmp_path, "imported")


def _cites_article_two(service: Service, question: str, turns: list[float]) -> bool:
    started = monotonic()
    reply = service.ask(question)
    turns.append(monotonic() - started)
    return any(citation["clause"] == "第二条" for citation in reply["citations"])


def test_signing_out_closes_the_console(console: Page) -> None:
    console.get_by_test_id("sign-out").click()
    expect(console.get_by_test_id("username")).to_be_visible()
    console.goto("/console/search")
    expect(console.get_by_test_id("username")).to_be_visible()
