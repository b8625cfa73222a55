import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.element_settings import element_settings
from knowledge.documents.interpretation import (
    InterpretationDraft,
    draft_interpretation,
    is_interpretation,
    to_interpretation,
)
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput
from knowledge.model.passage import Aspect
from knowledge.passages.interpretations import ELEMENT_NAMES

EXPLAINED = """《示例市高龄津贴发放办法》政策解读
近日，市政府印发了《示例市高龄津贴发放办法》（示政办〔2030〕8号），现解读如下：
一、政策背景和依据
为了落实《甲法》，制定本办法。
二、主要内容
共三章。
（一）适用范围
本市户籍的80周岁以上老年人。
（二）补贴标准。每人每月50元。
三、关键词诠释
高龄津贴：按月发的钱。
四、保障措施
加强领导。
五、咨询渠道：示例市民政局。
"""
ASKED = """高龄津贴问答
前言。
问：多大年纪可以领？
答：八十周岁。按户籍算。
需要本人到场。
问：一个月多少钱？
答：50元。
"""


def draft(text: str) -> InterpretationDraft:
    return draft_interpretation(read_document(text.encode(), "a.txt"))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("《示例市高龄津贴发放办法》政策解读", True),
        ("一图读懂《甲办法》", True),
        ("示例市人民政府关于《甲办法》的解读", True),
        ("市民政局负责人就《甲办法》答记者问", True),
        ("高龄津贴政策问答", True),
        ("示例市高龄津贴发放办法", False),
        ("关于进一步加强政策解读工作的通知", False),
        ("最高人民法院关于甲案件的司法解释", False),
    ],
)
def test_the_title_tells(title: str, *, wanted: bool) -> None:
    assert is_interpretation(read_document(f"{title}\n甲。".encode(), "a.txt")) is wanted


def test_so_does_being_built_of_elements() -> None:
    text = "高龄津贴有新变化\n一、政策背景\n甲。\n二、主要内容\n乙。\n三、咨询电话\n丙。"
    assert is_interpretation(read_document(text.encode(), "a.txt"))
    assert not is_interpretation(read_document(f"示政〔2030〕1号\n{text}".encode(), "a.txt"))


def test_elements_by_their_headings() -> None:
    found = draft(EXPLAINED)
    assert found.title == "《示例市高龄津贴发放办法》政策解读"
    assert found.elements == {
        "background": "为了落实《甲法》，制定本办法。",
        "measures": "共三章。",
        "applies_to": "本市户籍的80周岁以上老年人。",
        "standards": "每人每月50元。",
        "terms": "高龄津贴：按月发的钱。",
        "contact": "示例市民政局。",
    }
    assert [text[:4] for text in found.unassigned] == ["近日，市", "加强领导"]
    assert next((one.title, one.is_explained) for one in found.documents) == ("示例市高龄津贴发放办法", True)


def test_questions_with_their_answers() -> None:
    found = draft(ASKED)
    assert [(pair.question, pair.conclusion, pair.details) for pair in found.questions] == [
        ("多大年纪可以领？", "八十周岁。", "按户籍算。\n需要本人到场。"),
        ("一个月多少钱？", "50元。", ""),
    ]
    assert found.unassigned == ("前言。",)


def test_headings_that_ask_are_questions() -> None:
    found = draft("高龄津贴问答\n一、多大年纪可以领？\n八十周岁。\n二、一个月多少钱？\n50元。")
    assert [pair.question for pair in found.questions] == ["多大年纪可以领？", "一个月多少钱？"]


def test_a_question_in_running_text_is_none() -> None:
    assert draft("高龄津贴解读\n一、多大年纪可以领？\n八十周岁。").questions == ()


def test_the_record_rests_on_what_it_explains() -> None:
    record = to_interpretation(draft(EXPLAINED + ASKED), region="990000", department="市民政局", field_name="老年人")
    assert record.documents == ("示例市高龄津贴发放办法",)
    assert [pair.aspect for pair in record.questions] == [Aspect.CONDITIONS, Aspect.AMOUNT]
    assert record.questions[0].basis[0].document_number == "示政办〔2030〕8号"


def test_elements_have_the_names_of_passages() -> None:
    assert element_settings().elements.keys() == ELEMENT_NAMES.keys()


@given(
    st.lists(
        st.sampled_from([*EXPLAINED.splitlines(), *ASKED.splitlines(), "答：", "问：", "一、", "（一）"]), min_size=1
    )
)
def test_no_paragraph_is_lost(lines: list[str]) -> None:
    try:
        parsed = read_document("\n".join(lines).encode(), "a.txt")
    except InvalidInput:
        return
    found = draft_interpretation(parsed)
    kept = "".join(
        [*found.elements.values(), *found.unassigned, *(p.question + "".join(p.answer) for p in found.questions)]
    )
    for part in ("共三章", "加强领导", "需要本人到场", "制定本办法"):
        body = "".join(block.text for block in parsed.blocks if block.role.value == "body")
        assert (part in body) <= (part in kept)
