"""The first real document: the city's 2021 open-government plan, with its page breaks and scanning faults."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents.metadata import propose
from knowledge.documents.model import FindingKind, ParsedDocument, PartKind
from knowledge.documents.reading import read_document

COUNTIES, DEPARTMENTS, CONCERNED = "各县〔市、区〕政府", "市政府各部门", "市政府有关部门"
BIG_DATA = "市政务和大数据局"
ITEMS = [
    ("（一）", "一", "做好政府工作报告", (COUNTIES,)),
    ("（二）", "一", "做好各类规划", ("市发展改革委", "自然资源规划局", CONCERNED, COUNTIES)),
    ("（三）", "一", "做好市场规则", ("市发展改革委", "市场监管局", "司法局", COUNTIES)),
    ("（四）", "一", "做好财政信息", ("市财政局", COUNTIES)),
    ("（五）", "一", "做好常态化", ("市卫生健康委", COUNTIES)),
    ("（六）", "二", "持续加强", (CONCERNED, COUNTIES)),
    ("（七）", "二", "不断改进", (BIG_DATA, CONCERNED, COUNTIES)),
    ("（八）", "二", "切实增强", (COUNTIES, DEPARTMENTS)),
    ("（九）", "三", "完善政务公开平台", (BIG_DATA, COUNTIES)),
    ("（十）", "三", "推进基层", (COUNTIES, CONCERNED)),
    ("（十一）", "四", "规范依申请", (COUNTIES, DEPARTMENTS)),
    ("（十二）", "五", "加大指导", (COUNTIES,)),
    ("（十三）", "五", "强化队伍", (COUNTIES, DEPARTMENTS)),
    ("（十四）", "五", "改进工作", (COUNTIES, DEPARTMENTS)),
    ("（十五）", "五", "狠抓任务", (COUNTIES, DEPARTMENTS)),
]


@pytest.fixture(scope="module")
def document(test_data: Path) -> ParsedDocument:
    return read_document(next((test_data / "seed").glob("*.txt")))


def test_what_the_head_says(document: ParsedDocument) -> None:
    assert document.document_number == "三政办〔2021〕16号"
    assert document.issuer == "三门峡市人民政府办公室"
    assert document.title.startswith(document.issuer + "关于印发")
    assert document.title.endswith("的通知")
    assert document.written_on == date(2021, 7, 1)
    assert document.enclosed_title == "2021年三门峡市政务公开工作要点"
    assert len(document.addressees) == 3


def test_the_copies_keep_names_that_hold_a_comma(document: ParsedDocument) -> None:
    assert len(document.copied_to) == 7
    assert "部、省属有关单位" in document.copied_to


def test_fifteen_items_are_fifteen_clauses(document: ParsedDocument) -> None:
    assert [clause.number for clause in document.clauses] == [number for number, *_ in ITEMS]


@pytest.mark.parametrize(("position", "item"), list(enumerate(ITEMS)), ids=[number for number, *_ in ITEMS])
def test_each_item(document: ParsedDocument, position: int, item: tuple[str, str, str, tuple[str, ...]]) -> None:
    number, chapter, first_words, units = item
    clause = document.clauses[position]
    assert clause.label == number
    assert len(clause.heading) == 1
    assert clause.heading[0].startswith(f"{chapter}、抓")
    assert clause.text.startswith(first_words)
    assert clause.title.startswith(first_words)
    assert clause.responsible_units == units
    assert clause.text.endswith(("）", ")"))
    assert "\n" not in clause.text


def test_cut_sentences_are_healed_and_reported(document: ParsedDocument) -> None:
    healed = [finding for finding in document.warnings if finding.kind is FindingKind.HEALED]
    assert len(healed) == 7
    assert not [finding for finding in document.warnings if finding.kind is FindingKind.DOUBTFUL]


def test_the_closing_paragraph_is_kept_with_its_units(document: ParsedDocument) -> None:
    closing = document.parts[-1]
    assert closing.kind is PartKind.CLOSING
    assert closing.responsible_units == (COUNTIES.replace("（", "("), DEPARTMENTS)


def test_the_plan_sets_no_term_of_validity(document: ParsedDocument) -> None:
    proposed = propose(document)
    assert (proposed.effective_from, proposed.expires_on, proposed.repeals) == (None, None, ())
