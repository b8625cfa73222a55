"""What an operator gets of an answer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from api.conversations.schemas import TurnReply
from api.hotline.rendering import assist_of
from api.hotline.schemas import Assist
from knowledge.answering.outcome import Outcome
from knowledge.model.passage import Aspect, Passage, PassageKind, Source
from tests.replies import reply

WHOLE = Passage(
    "e0@1#0", "e0", 1, PassageKind.ELEMENT, "住房公积金缴存", "住房公积金是长期住房储金。", (Source("住房公积金管理条例"),), "000000",
    department="住房公积金管理中心", aspect=Aspect.OVERVIEW, field_name="住房公积金",
)  # fmt: skip
ANSWER = replace(WHOLE, kind=PassageKind.ANSWER, aspect=Aspect.CONTACT, text="打12345，或者0398-2812345。")
CONTACT = replace(WHOLE, aspect=Aspect.CONTACT, text="当地住房公积金管理中心，或者拨打12345、住房公积金热线12329。")


class Shelf:
    """Entries that all have these passages."""

    def __init__(self, *passages: Passage) -> None:
        self.passages = passages

    def passages_of(self, entry_id: str) -> Sequence[Passage]:
        return self.passages if entry_id else ()


def shown(said: TurnReply, *passages: Passage, asked: str = "公积金怎么提") -> Assist:
    return assist_of("c1", "t1", asked, said, Shelf(*passages))


def citing(entry_id: str, **changes: object) -> TurnReply:
    base = reply("按比例缴存，不低于5%。\n依据：《住房公积金管理条例》（国务院令第262号）第十八条。", citations=1)
    cited = base.citations[0].model_copy(update={"entry_id": entry_id, "department": ""})
    return base.model_copy(update={"citations": [cited, cited], **changes})


def test_the_entry_says_class_department_and_number() -> None:
    found = shown(citing("e0"), WHOLE, ANSWER, CONTACT, asked="这个呢")
    assert (found.department, found.phone, found.entry_ids) == ("住房公积金管理中心", "12329", ["e0"])
    assert found.category is not None
    assert (found.category.code, found.category.suggested) == ("1-01", True)


def test_without_a_number_of_its_own_it_is_the_hotlines() -> None:
    assert shown(citing("e0"), WHOLE).phone == "12345"
    assert shown(citing("e0"), ANSWER).phone == "0398-2812345"
    assert shown(citing("")).phone == "12345"


def test_the_script_is_the_whole_answer_by_sentences() -> None:
    assert shown(citing("e0")).script == [
        "按比例缴存，不低于百分之五。",
        "依据：住房公积金管理条例，国务院令第二百六十二号，第十八条。",
    ]


@pytest.mark.parametrize(
    ("outcome", "confidence", "handoff"),
    [
        (Outcome.ANSWERED, 0.9, False),
        (Outcome.ANSWERED, 0.45, True),  # answered, but not certain
        (Outcome.CLARIFICATION, 0.9, True),
        (Outcome.NO_ANSWER, 0.0, True),
        (Outcome.EMERGENCY, 1.0, True),
    ],
)
def test_what_needs_a_second_look(outcome: Outcome, confidence: float, handoff: bool) -> None:
    assert shown(citing("e0", outcome=outcome, confidence=confidence)).handoff is handoff


@pytest.mark.parametrize("outcome", [Outcome.SMALLTALK, Outcome.FEEDBACK, Outcome.FORM])
def test_where_nothing_was_asked_there_is_no_class(outcome: Outcome) -> None:
    assert shown(citing("", outcome=outcome), asked="谢谢").category is None
