"""Step 4a: which messages hold several questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_knowledge import TODAY

from knowledge.answering.context import TurnContext
from knowledge.answering.steps.split_questions import questions_in, split_questions
from knowledge.model.passage import Aspect


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("低保怎么申请?另外残疾证去哪办?", ["低保怎么申请?", "残疾证去哪办?"]),
        ("居住证在哪办?多久能拿到?", ["居住证在哪办?", "多久能拿到?"]),
        ("低保怎么申请另外残疾证去哪办", ["低保怎么申请", "残疾证去哪办"]),
        ("想问下公积金怎么提取,还有契税是多少", ["想问下公积金怎么提取,", "契税是多少"]),
        ("年假几天?顺便问一下,产假多少天?", ["年假几天?", "产假多少天?"]),
        ("办证要什么材料?几天能好?收费吗?", ["办证要什么材料?", "几天能好?", "收费吗?"]),
        ("我爸八十了。能领多少钱?我妈有残疾证。在哪办?", ["我爸八十了。能领多少钱?", "我妈有残疾证。在哪办?"]),
    ],
)
def test_several_questions_are_taken_apart(text: str, parts: list[str]) -> None:
    assert questions_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "低保怎么申请?",
        "孩子六岁能上小学吗?够不够?",
        "我爸今年八十二了。能领高龄津贴吗?",
        "你好!我想问一下低保怎么申请",
        "除了身份证还有什么材料要带",
        "低保还有残疾证怎么办",
        "谢谢。再见",
        "老板拖欠工资。我找谁说理啊?谁管?",
        "怎么申请?怎么申请啊?",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert questions_in(text) == [text]


def test_the_first_is_asked_and_the_others_wait() -> None:
    context = TurnContext(turn_id="t", original="年假怎么申请?要什么材料?收费吗?", on=TODAY)
    split_questions(context)
    assert (context.text, context.more) == ("年假怎么申请?", ("要什么材料?", "收费吗?"))
    assert context.aspect is Aspect.PROCESS
    assert context.rules == ["questions:3"]


@given(st.text(alphabet="低保证年假怎么吗材料多久另外还有再问,?。! \n", max_size=60))
def test_no_word_of_a_message_is_lost(text: str) -> None:
    kept = "".join(questions_in(text))
    joints = ("另外", "还有", "再问")
    assert len(kept) <= len(text)
    remaining = text
    for joint in joints:
        remaining, kept = remaining.replace(joint, ""), kept.replace(joint, "")
    strip = str.maketrans("", "", ",:、 \n")
    assert sorted(kept.translate(strip)) == sorted(remaining.translate(strip))
