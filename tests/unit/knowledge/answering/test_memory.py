"""What a conversation keeps."""

from dataclasses import replace

import pytest
from tiny_knowledge import BORROWING, TODAY

from knowledge.answering.answer import Answer, Button
from knowledge.answering.citing import cite
from knowledge.answering.memory import MAX_TOPICS, Asked, Memory
from knowledge.answering.outcome import Outcome
from knowledge.model.passage import Aspect

BEFORE = Memory(topic_id="old", topics=("old",), question="旧问题", policy_turn=True)
ASKED = Asked("新问题", aspect=Aspect.FEE, searched=True)
FOLLOWED = replace(ASKED, leaning=True)


@pytest.fixture
def answered() -> Answer:
    citations = cite(BORROWING, TODAY)
    return Answer(Outcome.ANSWERED, "答", "答", citations=citations, topic_id="new", buttons=(Button("丙", "丙?"),))


def said(outcome: Outcome, **more: object) -> Answer:
    return Answer(outcome, "答", "答", **more)  # type: ignore[arg-type]


def test_an_answered_question_becomes_the_topic(answered: Answer) -> None:
    after = BEFORE.after(ASKED, answered)
    assert (after.topic_id, after.topics, after.question) == ("new", ("new", "old"), "新问题")
    assert (after.aspect, after.policy_turn, after.leaning) == (Aspect.FEE, True, False)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.OUT_OF_SCOPE, Outcome.CLARIFICATION])
def test_a_question_that_found_nothing_leaves_no_topic_unless_it_leaned_on_one(outcome: Outcome) -> None:
    assert BEFORE.after(ASKED, said(outcome)).topic_id == ""
    assert BEFORE.after(ASKED, said(outcome)).topics == ("old",)
    assert BEFORE.after(FOLLOWED, said(outcome)).topic_id == "old"


@pytest.mark.parametrize(
    ("outcome", "topic"),
    [
        (Outcome.SMALLTALK, "old"),
        (Outcome.FEEDBACK, "old"),
        (Outcome.HANDOFF, ""),
        (Outcome.EMERGENCY, ""),
        (Outcome.REFUSED, ""),
    ],
)
def test_talk_beside_policies(outcome: Outcome, topic: str) -> None:
    after = BEFORE.after(Asked("谢谢"), said(outcome))
    assert (after.topic_id, after.question, after.policy_turn) == (topic, "旧问题", False)


def test_choices_are_kept_for_one_turn() -> None:
    offered = said(Outcome.CLARIFICATION, buttons=(Button("甲", "甲?"), Button("乙", "乙?")))
    after = BEFORE.after(ASKED, offered)
    assert (after.choices, after.asked_back) == (("甲?", "乙?"), True)
    assert after.after(Asked("谢谢"), said(Outcome.SMALLTALK)).choices == ()


def test_a_form_that_starts_ends_the_topic_and_a_question_in_it_starts_one(answered: Answer) -> None:
    form = BEFORE.after(Asked("算费用", form_open=True), said(Outcome.FORM))
    assert (form.topic_id, form.form_open) == ("", True)
    inside = form.after(replace(ASKED, form_open=True), answered)
    assert (inside.topic_id, inside.form_open, inside.choices) == ("new", True, ())


def test_topics_are_few_and_each_once(answered: Answer) -> None:
    memory = Memory()
    for number in [*range(9), 8]:
        memory = memory.after(ASKED, replace(answered, topic_id=f"t{number}"))
    assert memory.topics == ("t8", "t7", "t6", "t5", "t4")
    assert len(memory.topics) == MAX_TOPICS
