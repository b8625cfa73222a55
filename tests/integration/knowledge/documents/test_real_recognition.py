"""Scans through the real engine, where the extra ``ocr`` is installed: it is optional, so it may be absent in CI too."""

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from knowledge.documents.reading import read_document
from tests.written.scan import FONTS, scan_of

pytestmark = [
    pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr (rapidocr) is not installed"),
    pytest.mark.skipif(not FONTS, reason="no Noto CJK font to draw a scan with"),
    pytest.mark.filterwarnings("default"),  # of the engine
]

BOTH = "市民政局、市财政局应当加强监督检查，发现问题的，应当及时督促有关单位改正，并且在五个工作日内报告市人民政府。"
CONDITIONS = "（一）年满八十周岁；\n（二）户籍在本市，并且在本市连续居住满一年以上；\n（三）未享受同类补贴。"
AMOUNTS = "九十周岁以上的为每人每月200元，一百周岁以上的为每人每月500元，由县（市、区）人民政府承担的部分按月拨付。"
CLAUSES = [
    ("第一条", "本办法适用于在本市居住的老年人的养老服务补贴工作。"),
    ("第二条", f"申请补贴应当符合下列条件：\n{CONDITIONS}"),
    ("第三条", f"补贴标准为每人每月100元，{AMOUNTS}"),
    *[(f"第{number}条", BOTH) for number in "四五六七八"],
    ("第九条", "本办法自2030年3月1日起施行，有效期五年。"),
]


def test_two_pages_give_the_articles_that_were_drawn() -> None:
    text = [f"{label}　{clause}" for label, clause in CLAUSES]
    data = scan_of(["示例市养老服务补贴办法", "为了规范补贴的发放，制定本办法。", *"\n".join(text).split("\n")])
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda name: read_document(data, name), ("甲.pdf", "乙.pdf"))
    assert first.title == "示例市养老服务补贴办法"
    assert [(clause.label, clause.text) for clause in first.clauses] == CLAUSES
    assert first.clauses == second.clauses
    assert "第1、2页是图片，文字由识别得来" in first.warnings[0].message
