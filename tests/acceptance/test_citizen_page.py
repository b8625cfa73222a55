"""A citizen asks on the portal, in words of their own."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.acceptance.citizen import (
    CitizenPage,
    accessibility_faults,
    citations,
    cites,
    outcome,
    picture,
    scrolls_sideways,
)
from tests.acceptance.service import Service

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def citizen(page: Page) -> CitizenPage:
    return CitizenPage(page).open()


@pytest.mark.parametrize(
    ("question", "title", "article"),
    [
        pytest.param(
            "职工养老保险要缴够多少年才能按月领养老金？", "中华人民共和国社会保险法", "第十六条", id="pension"
        ),
        pytest.param("我租房住，公积金能提吗？", "住房公积金管理条例", "第二十四条", id="housing-fund"),
        pytest.param("孩子满六岁就能上小学吗？", "中华人民共和国义务教育法", "第十一条", id="school"),
        pytest.param("向政府申请公开信息，一般要交钱吗？", "中华人民共和国政府信息公开条例", "第四十二条", id="fee"),
        pytest.param(
            "营业执照从申请到拿到手要等几天？", "中华人民共和国市场主体登记管理条例", "第十九条", id="licence"
        ),
    ],
)
def test_a_question_is_answered_with_law_and_article(
    citizen: CitizenPage, question: str, title: str, article: str
) -> None:
    answer = citizen.ask(question)
    assert outcome(answer) == "answered"
    assert cites(answer, title, article), citations(answer)
    expect(answer.get_by_test_id("citation-status").first).to_contain_text("现行有效")
    expect(citizen.page.get_by_test_id("consult-code")).to_have_text(re.compile(r"^[0-9A-Z]{6}$"))
    expect(citizen.page.get_by_test_id("notice")).to_contain_text("人工智能")


def test_a_follow_up_is_about_the_policy_just_answered(citizen: CitizenPage) -> None:
    citizen.ask("我租房住，公积金能提吗？")
    materials = citizen.ask("那要准备哪些材料？")
    assert outcome(materials) == "answered"
    assert any("《住房公积金管理条例》" in citation for citation in citations(materials)), citations(materials)
    expect(materials.get_by_test_id("answer-text")).to_contain_text("身份证")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("你好呀", "smalltalk", id="greeting"),
        pytest.param("今天股市会涨吗", "out_of_scope", id="stock-market"),
    ],
)
def test_what_is_not_a_policy_question_cites_nothing(citizen: CitizenPage, message: str, expected: str) -> None:
    answer = citizen.ask(message)
    assert outcome(answer) == expected
    assert not citations(answer)


def test_an_emergency_shows_the_numbers_first(citizen: CitizenPage, tmp_path: Path) -> None:
    answer = citizen.ask("我家着火了，有人受伤")
    assert outcome(answer) == "emergency"
    expect(answer.get_by_test_id("call")).to_have_text(["拨打 119", "拨打 120"])
    picture(citizen.page, tmp_path, "emergency")


def test_a_button_asks_its_question(citizen: CitizenPage) -> None:
    first = citizen.ask("职工养老保险要缴够多少年才能按月领养老金？")
    button = first.get_by_test_id("choice").first
    title = button.inner_text()
    related = citizen.answer_to(button.click)
    assert outcome(related) == "answered"
    assert citations(related)
    expect(citizen.page.get_by_test_id("question").last).to_contain_text(title)


def test_a_clarification_is_answered_by_its_button(citizen: CitizenPage) -> None:
    doubtful = citizen.ask("娃几岁能念一年级")
    assert outcome(doubtful) == "clarification"
    chosen = citizen.answer_to(doubtful.get_by_test_id("choice").last.click)
    assert outcome(chosen) == "answered"
    assert citations(chosen)


def test_the_conversation_survives_a_refresh(citizen: CitizenPage) -> None:
    citizen.ask("我租房住，公积金能提吗？")
    code = citizen.page.get_by_test_id("consult-code").inner_text()
    citizen.page.reload()
    expect(citizen.page.get_by_test_id("consult-code")).to_have_text(code)
    materials = citizen.ask("那要准备哪些材料？")
    assert any("《住房公积金管理条例》" in citation for citation in citations(materials))


def test_large_type_is_larger_and_stays(citizen: CitizenPage) -> None:
    answer_text = citizen.ask("营业执照从申请到拿到手要等几天？").get_by_test_id("answer-text")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    usual = answer_text.evaluate(size)
    citizen.page.get_by_test_id("elder").click()
    assert answer_text.evaluate(size) >= usual * 1.4
    citizen.page.reload()
    expect(citizen.page.get_by_test_id("elder")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_a_phone_never_scrolls_sideways(browser: Browser, service: Service, tmp_path: Path, elder: bool) -> None:
    with browser.new_context(
        base_url=service.address,
        viewport=PHONE,
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    ) as context:
        citizen = CitizenPage(context.new_page()).open()
        if elder:
            citizen.page.get_by_test_id("elder").click()
        assert not scrolls_sideways(citizen.page)
        picture(citizen.page, tmp_path, "phone-start")
        citizen.ask("政府信息公开处理费，第三十一页起每页收多少？")
        assert not scrolls_sideways(citizen.page)
        picture(citizen.page, tmp_path, "phone-answer")


@pytest.mark.parametrize(
    ("scheme", "elder"),
    [
        pytest.param("light", False, id="normal"),
        pytest.param("light", True, id="elder"),
        pytest.param("dark", False, id="dark"),
    ],
)
def test_nothing_stands_in_the_way_of_assistive_technology(
    citizen: CitizenPage, tmp_path: Path, scheme: str, elder: bool
) -> None:
    citizen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the names it knows
    if elder:
        citizen.page.get_by_test_id("elder").click()
    citizen.ask("养老金要交满几年才能领？")
    citizen.ask("要带什么材料？")
    picture(citizen.page, tmp_path, "clarification")
    citizen.ask("我家着火了，有人受伤")
    assert accessibility_faults(citizen.page) == []
