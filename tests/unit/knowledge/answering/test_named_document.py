"""A question that names a document is answered from that document, or not at all."""

import pytest
from tiny_knowledge import BORROWING, SUBSIDY, answerer_over, ask

from knowledge.answering.outcome import Outcome

ANSWERER = answerer_over(BORROWING, SUBSIDY)


@pytest.mark.parametrize(
    "text",
    [
        "示政办〔2099〕99号图书借阅证要带什么材料？",
        "请问示政办[2025]9号规定了什么",
        "示例市人民政府令第77号说了什么",
        "《示例市图书焚毁办法》怎么规定",
        "示政办〔2025〕8号和示政办〔2099〕1号有什么不同",
    ],
)
def test_an_unknown_document_is_never_answered_from_another(text: str) -> None:
    turn = ask(ANSWERER, text)
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.NO_ANSWER
    assert "知识库里没有" in turn.answer.text
    assert any(rule.startswith("named_document:") for rule in turn.rules)


@pytest.mark.parametrize(
    "text",
    [
        "示政办〔2025〕8号图书借阅证要带什么材料？",
        "请问示政办（2025）8号怎么规定",
        "灵政〔2025〕2号补助多少",
        "《示例市图书借阅办法》第三条",
        "《图书借阅办法》要带什么材料",
        "《图书借阅办法》和《示例市图书焚毁办法》有什么不同",
        "《红楼梦》能借几天",
    ],
)
def test_a_known_document_or_none_goes_on(text: str) -> None:
    assert not any(rule.startswith("named_document:") for rule in ask(ANSWERER, text).rules)


def test_words_of_the_citizen_are_not_repeated() -> None:
    answer = ask(ANSWERER, "大家都说三政办〔2099〕7号全民发钱").answer
    assert answer is not None
    assert "〔2099〕7号" in answer.text
    assert "发钱" not in answer.text
