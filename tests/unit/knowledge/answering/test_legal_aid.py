"""Matters between private persons get the number of legal aid."""

import pytest
from tiny_knowledge import BORROWING, answerer_over, ask

from knowledge.answering.outcome import Outcome

QUESTION = BORROWING.questions[0]


@pytest.mark.parametrize(("text", "outcome"), [(QUESTION, Outcome.ANSWERED), ("离婚的事", Outcome.NO_ANSWER)])
def test_the_pointer_stands_behind_whatever_was_found(text: str, outcome: Outcome) -> None:
    answer = ask(answerer_over(BORROWING, private_law=0.9), text).answer
    assert answer is not None
    assert answer.outcome is outcome
    assert "12348" in answer.text.splitlines()[-1]
    assert "一二三四八" in answer.spoken


def test_a_matter_of_government_goes_without() -> None:
    answer = ask(answerer_over(BORROWING, private_law=0.1), QUESTION).answer
    assert answer is not None
    assert "12348" not in answer.text


def test_words_alone_can_tell() -> None:
    answer = ask(answerer_over(BORROWING), "孩子抚养费给多少").answer
    assert answer is not None
    assert "12348" in answer.text


def test_chatter_goes_without() -> None:
    answer = ask(answerer_over(BORROWING, in_scope=0.0, private_law=0.9), "呵呵").answer
    assert answer is not None
    assert answer.outcome is Outcome.OUT_OF_SCOPE
    assert "12348" not in answer.text
