"""The papers of a curator's day: a notice as Word writes it, and a knowledge sheet with two faults."""

from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import Workbook, load_workbook

TITLE = "三门峡市试验局关于印发天鹅湖观鸟志愿者补贴办法的通知"
NUMBER = "三试发〔2026〕3号"
NEW_TITLE = "三门峡市试验局关于印发天鹅湖观鸟志愿者服务补贴办法的通知"
NEW_NUMBER = "三试发〔2026〕9号"
EXPLAINED = "天鹅湖观鸟志愿者补贴政策解读"
QUESTION = "天鹅湖观鸟志愿者服务一天发多少补贴？"
CLAUSES = (
    "第一条 为了鼓励市民担任天鹅湖观鸟志愿者，制定本办法。",
    "第二条 观鸟志愿者每服务满一天，发给交通和用餐补贴八十八元，按月结算。",
    "第三条 申领观鸟志愿者补贴，应当提交服务记录和本人银行卡号，由试验局在十个工作日内审核。",
)
_HEAD = ("标题", "问题", "相似问", "内容", "依据", "解读文件", "发文单位", "地区", "生效日期")
_BASIS = f"《{TITLE}》（{NUMBER}）第二条"


def notice(path: Path, title: str = TITLE, number: str = NUMBER, clauses: tuple[str, ...] = CLAUSES) -> Path:
    """Write the notice as a Word file."""
    document = Document()
    document.add_heading(title, level=0)
    for line in (number, "各有关单位：", *clauses, "三门峡市试验局", "2026年3月2日"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def sheet(path: Path) -> Path:
    """Write a knowledge sheet: the first row is right, the second has no answer, the third an impossible day."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(_HEAD)
    common = (_BASIS, TITLE, "三门峡市试验局", "三门峡市")
    page.append(
        (EXPLAINED, QUESTION, "观鸟志愿者一天多少钱", "每服务满一天发给交通和用餐补贴八十元，按月结算。", *common, "2026-03-02")
    )  # fmt: skip
    page.append(("天鹅湖观鸟志愿者报名解读", "怎么报名当天鹅湖观鸟志愿者？", "", "", *common, "2026-03-02"))
    page.append(("天鹅湖观鸟志愿者服装解读", "观鸟志愿者发不发服装？", "", "发给马甲一件。", *common, "2026年13月40日"))
    book.save(path)
    return path


def mend(failed: Path, mended: Path) -> Path:
    """Fill in what the file of failed rows says is missing."""
    book = load_workbook(failed)
    page = book.active
    assert page is not None
    columns = {str(cell.value): cell.column for cell in page[1]}
    answer, day = columns["内容"], columns["生效日期"]
    for row in range(2, page.max_row + 1):
        if not page.cell(row, answer).value:
            page.cell(row, answer, "登录试验局网站填写报名表，三个工作日内答复。")
        page.cell(row, day, date(2026, 3, 2).isoformat())
    book.save(mended)
    return mended
