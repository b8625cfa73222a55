"""The widget on other people's websites: whatever the page does to it, it works, and it does nothing to the page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from api.http.sockets import free_port
from tests.acceptance.citizen import CitizenPage, citations, outcome, picture, scrolls_sideways
from tests.acceptance.conftest import Starting
from tests.acceptance.hostile import OLD_SCRIPTS, RESET, WITNESS
from tests.acceptance.hosts import HostPage, Site, site
from tests.acceptance.service import Service

QUESTION = "我租房住，公积金能提吗？"
TEXT_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"
STYLE = "(element, name) => getComputedStyle(element)[name]"


@dataclass(slots=True)
class Host:
    """A website, the service it embeds, and a browser on it that writes down everything."""

    site: Site
    service: Service
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, host: HostPage) -> CitizenPage:
        self.site.page = host
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.goto(self.site.origin)
        return CitizenPage(self.page)

    def script(self, attributes: str = 'data-site="portal"') -> str:
        return f'<script src="{self.service.address}/widget.js" {attributes} async></script>'

    def answered(self, citizen: CitizenPage) -> None:
        """Ask; the answer must be the usual one."""
        answer = citizen.ask(QUESTION)
        assert outcome(answer) == "answered"
        assert any("《住房公积金管理条例》" in citation for citation in citations(answer))

    def left_in_peace(self) -> None:
        """Nobody else was called, and nothing was complained of."""
        strangers = [url for url in self.requests if not url.startswith((self.site.origin, self.service.address))]
        assert strangers == []
        assert self.errors == []


@pytest.fixture(scope="module")
def host_site() -> Iterator[Site]:
    with site(free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def embedded(starting: Starting, host_site: Site) -> Iterator[Service]:
    """A service whose widget one other site may embed."""
    with starting(YIHAODA_WIDGET__ALLOWED_ORIGINS=json.dumps([host_site.origin])) as started:
        yield started


@pytest.fixture
def host(browser: Browser, embedded: Service, host_site: Site) -> Iterator[Host]:
    with browser.new_context(
        locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield Host(host_site, embedded, context.new_page())


def launched(citizen: CitizenPage) -> CitizenPage:
    citizen.page.get_by_test_id("launch").click()
    expect(citizen.page.get_by_test_id("message-box")).to_be_visible()
    return citizen


@pytest.mark.parametrize("attributes", ['data-site="portal"', 'data-mode="launcher" type="module"'])
def test_one_script_tag_is_enough(host: Host, attributes: str) -> None:
    citizen = host.open(HostPage("<h1>示例</h1>", head=host.script(attributes)))
    assert not any("/api/" in url for url in host.requests), "nobody is called before the widget is opened"
    host.answered(launched(citizen))
    host.left_in_peace()


def test_the_script_stands_where_the_widget_is_wanted(host: Host) -> None:
    body = f"<div id=place style='height: 700px'>{host.script('data-mode=inline data-region=411202')}</div><p>后面</p>"
    citizen = host.open(HostPage(body))
    host.answered(citizen)
    assert citizen.page.locator("#place > yihaoda-chat").count() == 1
    expect(citizen.page.get_by_test_id("region")).to_have_value("411202")
    host.left_in_peace()


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(HostPage("", head=f"<style>{RESET}</style>"), id="resets"),
        pytest.param(HostPage("", head=f"<script>{OLD_SCRIPTS}</script>"), id="old-scripts"),
        pytest.param(HostPage("", doctype=""), id="quirks"),
        pytest.param(HostPage("", head="<style>html { direction: rtl; font-size: 30px }</style>"), id="right-to-left"),
        pytest.param(HostPage("", head="<style>html { font-size: 6px }</style>"), id="tiny-root"),
        pytest.param(HostPage("", head="<style>body { zoom: 1.5; transform: scale(1) }</style>"), id="zoomed"),
        pytest.param(HostPage("", head='<base href="https://elsewhere.invalid/a/" target="_top">'), id="base"),
    ],
)
def test_a_hostile_page_changes_nothing(host: Host, hostile: HostPage, tmp_path: Path) -> None:
    page = HostPage(host.script(), hostile.head, doctype=hostile.doctype)
    citizen = launched(host.open(page))
    host.answered(citizen)
    picture(citizen.page, tmp_path, "answer")
    text = citizen.page.get_by_test_id("answer-text")
    assert text.evaluate(TEXT_SIZE) == 16
    for name, value in {
        "direction": "ltr",
        "textTransform": "none",
        "letterSpacing": "normal",
        "visibility": "visible",
    }.items():
        assert text.evaluate(STYLE, name) == value, name
    assert not scrolls_sideways(citizen.page)
    box = citizen.page.get_by_test_id("send").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    host.left_in_peace()


def test_the_conversation_survives_a_reload_beside_old_scripts(host: Host) -> None:
    citizen = launched(host.open(HostPage(host.script(), head=f"<script>{OLD_SCRIPTS}</script>")))
    host.answered(citizen)
    citizen.page.reload()
    citizen.page.get_by_test_id("launch").click()
    expect(citizen.page.get_by_test_id("question")).to_contain_text(QUESTION)
    expect(citizen.page.get_by_test_id("answer")).to_have_count(1)


def test_what_is_typed_reaches_no_shortcut_of_the_page(host: Host) -> None:
    citizen = launched(host.open(HostPage(host.script(), head=f"<script>{OLD_SCRIPTS}</script>")))
    citizen.page.get_by_test_id("message-box").press_sequentially("s/?")
    expect(citizen.page.get_by_test_id("message-box")).to_have_value("s/?")
    assert citizen.page.evaluate("window.pressed") == []


def test_a_strict_policy_sees_no_violation(host: Host) -> None:
    """Scripts by origin, no inline anything, Trusted Types required."""
    policy = (
        f"default-src 'none'; script-src 'self' {host.service.address}; connect-src {host.service.address}; "
        "style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
    )
    page = HostPage(
        "<p>示例</p>",
        head=f'<script src="/witness.js"></script>{host.script()}',
        policy=policy,
        files={"/witness.js": WITNESS},
    )
    citizen = launched(host.open(page))
    host.answered(citizen)
    citizen.page.get_by_test_id("elder").click()
    citizen.page.get_by_test_id("language").select_option("en")
    assert citizen.page.evaluate("window.violations") == []
    host.left_in_peace()


@pytest.mark.parametrize(
    ("attributes", "calls"),
    [
        pytest.param('data-site="portal"', "connect-src 'self'", id="by itself, where calls are forbidden"),
        pytest.param('data-mode="frame"', "connect-src 'none'", id="because the tag asks for it"),
    ],
)
def test_a_frame_serves_where_calls_are_forbidden(host: Host, attributes: str, calls: str) -> None:
    policy = f"default-src 'none'; script-src {host.service.address}; {calls}; frame-src {host.service.address}"
    question = f'<a href="#" data-yihaoda-ask="{QUESTION}">问一问</a>'
    citizen = host.open(HostPage(question, head=host.script(attributes), policy=policy))
    expect(citizen.page.get_by_test_id("launch")).to_be_visible()
    citizen.page.get_by_test_id("launch").click()
    inside = citizen.page.frame_locator("iframe")
    expect(inside.get_by_test_id("message-box")).to_be_visible()
    citizen.page.get_by_test_id("close").click()
    citizen.page.get_by_text("问一问").click()
    expect(inside.get_by_test_id("question")).to_contain_text(QUESTION)
    expect(inside.get_by_test_id("answer")).to_have_attribute("data-outcome", "answered", timeout=15_000)


def test_where_not_even_a_frame_is_allowed_the_way_out_is_shown(host: Host) -> None:
    policy = f"default-src 'none'; script-src {host.service.address}"
    citizen = host.open(HostPage("", head=host.script(), policy=policy))
    citizen.page.get_by_test_id("launch").click()
    link = citizen.page.get_by_role("link", name="在新页面打开咨询窗口")
    expect(link).to_have_attribute("href", f"{host.service.address}/embed?site=portal&region=&examples=&lang=zh-CN")
    expect(citizen.page.get_by_role("link", name="拨打 12345")).to_be_visible()


def test_two_widgets_show_one_conversation_and_a_question_is_asked_once(host: Host) -> None:
    chats = "<div style='height: 450px'><yihaoda-chat></yihaoda-chat></div>" * 2
    link = f'<button data-yihaoda-ask="{QUESTION}">问一问</button>'
    citizen = host.open(HostPage(chats + link, head=host.script("") * 2))
    citizen.page.get_by_text("问一问").click()
    expect(citizen.page.get_by_test_id("answer")).to_have_count(2, timeout=15_000)
    assert sum(url.endswith("/api/chat/stream") for url in host.requests) == 1
    host.left_in_peace()


def test_a_page_may_move_and_remove_it(host: Host) -> None:
    body = "<div id=a style='height: 700px'><yihaoda-chat></yihaoda-chat></div><div id=b style='height: 700px'></div>"
    citizen = host.open(HostPage(body, head=host.script("")))
    host.answered(citizen)
    citizen.page.evaluate("b.append(a.firstElementChild)")
    materials = citizen.ask("那要准备哪些材料？")
    assert any("《住房公积金管理条例》" in citation for citation in citations(materials))
    citizen.page.evaluate("document.querySelector('yihaoda-chat').remove()")
    citizen.page.evaluate("a.append(document.createElement('yihaoda-chat'))")
    expect(citizen.page.get_by_test_id("answer")).to_have_count(2)
    host.left_in_peace()


def test_only_the_sites_on_the_list_are_let_in(embedded: Service, host_site: Site) -> None:
    with httpx2.Client(base_url=embedded.address, trust_env=False) as client:
        allowed = client.get("/api/widget", headers={"origin": host_site.origin}).headers
        stranger = client.get("/api/widget", headers={"origin": f"{host_site.origin}0"}).headers
        frame = client.get("/embed").headers["content-security-policy"]
    assert allowed["access-control-allow-origin"] == host_site.origin
    assert "access-control-allow-origin" not in stranger
    assert "Origin" in allowed["vary"]
    assert "Origin" in stranger["vary"]
    assert f"frame-ancestors 'self' {host_site.origin}" in frame
