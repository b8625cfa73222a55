"""The seed document, imported while the service runs: every item can be asked for, in words of one's own."""

from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.service import Service, clauses

NUMBER = "三政办〔2021〕16号"
TITLE = "三门峡市人民政府办公室关于印发2021年三门峡市政务公开工作要点的通知"
ITEMS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]


@pytest.fixture(scope="module")
def imported(service: Service, test_data: Path) -> dict[str, Any]:
    files = sorted((test_data / "seed").glob("*.txt"))
    report = service.json("import", "--publish", *files)
    assert report["failed"] == 0
    return dict(report["rows"][0])


def test_every_item_is_read_with_its_units(imported: dict[str, Any]) -> None:
    assert imported["state"] == "published"
    assert imported["document_number"] == NUMBER
    assert [clause["number"] for clause in imported["clauses"]] == [f"（{item}）" for item in ITEMS]
    assert imported["clauses"][3]["responsible_units"] == ["市财政局", "各县〔市、区〕政府"]


@pytest.mark.parametrize(
    ("question", "item"),
    [
        pytest.param("三门峡2021年政务公开工作要点里，政策咨询由谁负责？", "（七）", id="policy-consultation"),
        pytest.param("2021年三门峡政务公开要点中，财政信息公开的责任单位是哪个？", "（四）", id="fiscal"),
        pytest.param("2021年政务公开要点对疫情防控信息公开有什么要求？", "（五）", id="epidemic"),
        pytest.param("三门峡要求怎么公开十四五规划？", "（二）", id="plans"),
        pytest.param("三政办〔2021〕16号对舆情回应台账有什么要求？", "（八）", id="public-opinion"),
        pytest.param("三门峡26个试点领域基层政务公开标准指引怎么办？", "（十）", id="pilot-fields"),
        pytest.param("三门峡2021年要点对考核时让下级单位交自查报告怎么说？", "（十四）", id="self-reports"),
        pytest.param("三门峡2021年要点里信息处理费按什么规定收？", "（十一）", id="fee-rules"),
        pytest.param("三门峡2021年要点对上一年度工作要点落实情况怎么“回头看”？", "（十五）", id="last-year"),
        pytest.param("三门峡2021年要点要求怎样加强公开队伍建设？", "（十三）", id="staff"),
    ],
)
@pytest.mark.usefixtures("imported")
def test_a_question_cites_its_item(service: Service, question: str, item: str) -> None:
    reply = service.ask(question)
    assert reply["outcome"] == "answered"
    assert clauses(reply) == {(TITLE, item)}, reply["confidence"]
    assert reply["citations"][0]["document_number"] == NUMBER


@pytest.mark.parametrize(
    ("question", "item"),
    [
        pytest.param("政策咨询由谁负责？", "（七）", id="policy-consultation"),
        pytest.param("政务公开考核能不能让下级单位多交自查报告？", "（十四）", id="self-reports"),
        pytest.param("各县市区要怎样加强公开队伍建设？", "（十三）", id="staff"),
        pytest.param("对上一年度工作要点落实情况怎么“回头看”？", "（十五）", id="last-year"),
    ],
)
@pytest.mark.usefixtures("imported")
def test_a_question_that_names_no_document_finds_its_item(service: Service, question: str, item: str) -> None:
    reply = service.ask(question)
    offered = {button["payload"].split("：", 1)[0] for button in reply["reply"]["buttons"]}
    assert (TITLE, item) in clauses(reply) or f"{NUMBER}{item}" in offered


@pytest.mark.usefixtures("imported")
def test_the_offered_item_is_answered_when_chosen(service: Service) -> None:
    buttons = service.ask("政策咨询由谁负责？")["reply"]["buttons"]
    chosen = next(button["payload"] for button in buttons if button["payload"].startswith(f"{NUMBER}（七）"))
    assert clauses(service.ask(chosen)) == {(TITLE, "（七）")}
