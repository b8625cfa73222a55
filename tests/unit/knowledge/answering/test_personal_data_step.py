"""Step 3: nothing personal goes beyond the intake."""

import pytest
from tiny_knowledge import BORROWING, TODAY, answerer_over

from knowledge.answering.context import TurnContext

PHONE, IDENTITY = "13800138000", "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        pytest.param(f"我电话{PHONE}，借书证怎么办", PHONE, "手机号", id="phone"),
        pytest.param(f"身份证{IDENTITY}能办吗", IDENTITY, "身份证", id="identity card"),
        pytest.param("电话１３８００１３８０００", "１３８００１３８０００", "手机号", id="full width"),
        pytest.param("电话138 0013 8000", "138 0013 8000", "手机号", id="in groups"),
        pytest.param("发我邮箱zhang@example.test", "zhang@example.test", "电子邮箱", id="mail"),
        pytest.param(f"着火了！我的电话{PHONE}", PHONE, "手机号", id="in an emergency too"),
        pytest.param(f"不想活了，{IDENTITY}", IDENTITY, "身份证", id="in a crisis too"),
    ],
)
def test_the_intake_masks_words_and_search_text(text: str, secret: str, kind: str) -> None:
    context = answerer_over(BORROWING).receive(TurnContext(turn_id="t", original=text, on=TODAY))
    assert secret not in context.original
    assert secret not in context.text
    assert f"〔{kind}〕" in context.original
    assert context.masked
    assert f"personal_data:{kind}" in context.rules


@pytest.mark.parametrize("text", ["国办函〔2020〕109号怎么收费", "电话12345打不通", "补助1380013元", "借书证怎么办"])
def test_a_number_that_is_nobodys_stays(text: str) -> None:
    context = answerer_over(BORROWING).receive(TurnContext(turn_id="t", original=text, on=TODAY))
    assert context.original == text
    assert not context.masked
