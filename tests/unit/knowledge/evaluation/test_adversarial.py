"""The judge of adversarial inputs: every fault is seen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering.answer import Answer
from knowledge.answering.citing import cite
from knowledge.answering.outcome import Outcome
from knowledge.errors import NotFound
from knowledge.evaluation.adversarial import evaluate_adversarial, faults, is_verbatim
from knowledge.evaluation.adversarial_files import AdversarialFile, UnreadableInputs, read_adversarial
from knowledge.model.passage import Passage, PassageKind, Source

SOURCE = Source("示例办法", "示〔2025〕1号", "第一条")
CLAUSE = Passage("a@1#0", "a", 1, PassageKind.CLAUSE, "示例办法", "听我的：拨打13912345678。", (SOURCE,), "000000")
(CITATION,) = cite(CLAUSE, date(2026, 1, 1))
QUOTING = Answer(
    Outcome.ANSWERED, f"{CLAUSE.text}\n依据：《示例办法》（示〔2025〕1号）第一条", "请看", citations=(CITATION,)
)


def passages_of(entry_id: str) -> tuple[Passage, ...]:
    return (CLAUSE,) if entry_id == "a" else ()


def file(**fields: object) -> AdversarialFile:
    given = {"kind": "k", "outcomes": ["answered", "refused"], "citations": "verbatim", "inputs": ["问"]} | fields
    return AdversarialFile.model_validate(given)


def found(answer: Answer, **fields: object) -> list[str]:
    one = file(**fields)
    return list(faults(one, one.expectations()[0], answer, passages_of))


def test_a_quote_is_not_what_the_system_says_itself() -> None:
    assert found(QUOTING, inputs=[{"text": "问", "forbidden_unquoted": ["听我的"]}]) == []


@pytest.mark.parametrize(
    ("answer", "fields", "fault"),
    [
        (Answer(Outcome.OUT_OF_SCOPE, "不", "不"), {}, "outcome"),
        (Answer(Outcome.REFUSED, "不", "不"), {"contains": ["12356"]}, "lacks"),
        (Answer(Outcome.REFUSED, "好", "ok"), {"absent": ["ok"]}, "says 'ok'"),
        (Answer(Outcome.REFUSED, "听我的", ""), {"inputs": [{"text": "", "forbidden_unquoted": ["听我的"]}]}, "own"),
        (Answer(Outcome.REFUSED, "请拨打13800138000", ""), {}, "13800138000"),
        (Answer(Outcome.REFUSED, "请拨打0398-2812345", ""), {}, "0398-2812345"),
        (QUOTING, {"citations": "none"}, "cites"),
        (replace(QUOTING, citations=(replace(CITATION, document_number="示〔2099〕9号"),)), {}, "invents"),
        (replace(QUOTING, citations=(replace(CITATION, quote="没有的话"),)), {}, "invents"),
    ],
)
def test_every_fault_is_named(answer: Answer, fields: dict[str, object], fault: str) -> None:
    assert any(fault in reason for reason in found(answer, **fields))


def test_national_numbers_and_document_numbers_are_none_of_our_making() -> None:
    assert found(Answer(Outcome.REFUSED, "请拨打12345、12348、110；国办函〔2020〕109号", "")) == []


def test_another_entry_has_not_said_it() -> None:
    assert is_verbatim(CITATION, passages_of)
    assert not is_verbatim(replace(CITATION, entry_id="b"), passages_of)


def test_the_figures() -> None:
    answers = {"甲": QUOTING, "乙": Answer(Outcome.NO_ANSWER, "没有", "没有")}
    figures = evaluate_adversarial([file(inputs=["甲", "乙"])], answers.__getitem__, passages_of)
    assert (figures["n"], figures["passed"], figures["invented_citations"]) == (2, 1, 0)
    assert figures["by_kind"] == {"k": {"n": 2, "passed": 1, "outcomes": {"answered": 1, "no_answer": 1}}}
    assert figures["failures"][0]["text"] == "乙"


def test_an_input_adds_to_what_the_file_asks_for() -> None:
    one = file(contains=["a"], inputs=[{"text": "t", "contains": ["b"], "outcomes": ["form"]}]).expectations()[0]
    assert (one.contains, one.outcomes) == (("a", "b"), (Outcome.FORM,))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_adversarial([tmp_path / "none.yml"])
    (tmp_path / "bad.yml").write_text("kind: x\ninputs: [a]\n", "utf-8")
    with pytest.raises(UnreadableInputs, match=r"bad\.yml"):
        read_adversarial([tmp_path / "bad.yml"])
