"""Small contents of records for tests; the names are made up."""

from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.validity import Validity

DOCUMENT = PolicyDocument(
    title="测试补贴办法",
    region="411200",
    document_number="测政〔2024〕7号",
    issuer="测试市人民政府",
    department="测试局",
    kind="规范性文件",
    written_on=date(2024, 1, 2),
    published_on=date(2024, 1, 5),
    validity=Validity(date(2024, 2, 1), date(2029, 1, 31), None),
    source_url="https://example.gov.test/7",
    clauses=(
        Clause("第一条", "为了测试😀，制定本办法。", ("第一章 总则",)),
        Clause("第二条", "每月补贴１２００元。\n分两次发放。", ("第一章 总则", "一、标准"), ("测试局", "财政局")),
    ),
)

INTERPRETATION = Interpretation(
    title="测试补贴办法解读",
    field_name="测试",
    region="411200",
    department="测试局",
    documents=(DOCUMENT.title,),
    questions=(
        QuestionAnswer(
            question="测试补贴多少钱？",
            aspect=Aspect.AMOUNT,
            conclusion="每月1200元。",
            details="分两次发放。",
            basis=(Source(DOCUMENT.title, "测政〔2024〕7号", "第二条", "https://example.gov.test/7"),),
            similar=("补贴一个月发多少",),
            negative=("补贴什么时候停发",),
        ),
    ),
    elements={"purpose": "目的", "background": "背景🙂", "materials": "身份证"},
    audience=frozenset({Audience.INDIVIDUAL}),
    keywords=("补贴", "测试"),
    validity=Validity(date(2024, 3, 1), None, date(2030, 1, 1)),
)


def clock() -> datetime:
    """A moment that does not move: 2026-03-02 08:00 in China."""
    return datetime(2026, 3, 2, tzinfo=UTC)


def entry_content(number: int) -> PolicyDocument:
    """Return a document of its own title and number."""
    return replace(DOCUMENT, title=f"办法{number}", document_number=f"测政〔2024〕{number + 1}号")
